-- What jobs of their own made of files. It counts while the file has the bytes that were looked at.
CREATE TABLE file_step (
  file_id uuid NOT NULL REFERENCES video_file (id) ON DELETE CASCADE,
  kind text NOT NULL,
  version bigint NOT NULL,
  bytes bigint NOT NULL,
  modified_at timestamptz(3) NOT NULL,
  state text NOT NULL CHECK (state IN ('ready', 'none', 'failed')),
  objects jsonb NOT NULL,
  tracks jsonb,
  problem jsonb,
  seconds real,
  PRIMARY KEY (file_id, kind)
);

ALTER TABLE video_file
  ADD analysis_seconds real,
  ADD phash_problem jsonb,
  ADD phash_seconds real;

-- By kind, the version of what there is of the file that is shown.
ALTER TABLE video ADD made jsonb NOT NULL DEFAULT '{}';

-- Seconds that the user watched of each hundredth of the video.
ALTER TABLE activity ADD watched real[];
