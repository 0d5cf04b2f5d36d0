-- What a video that an edit of a file makes is to take over when its file is there.
CREATE TABLE file_edit_result (
  video_id uuid NOT NULL,
  source_video_id uuid NOT NULL,
  title text,
  pieces jsonb NOT NULL,
  same_content boolean NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT file_edit_result_pkey PRIMARY KEY (video_id)
);

-- A file in the trash: its video is kept, and shown nowhere.
ALTER TABLE video_file ADD trashed boolean NOT NULL DEFAULT false;
