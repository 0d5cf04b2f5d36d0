CREATE TABLE face_file (
  file_id uuid PRIMARY KEY,
  library_id uuid,
  name text,
  bytes bigint NOT NULL,
  modified_at timestamptz(3) NOT NULL,
  frames_key text,
  layout jsonb,
  state text NOT NULL CHECK (state IN ('none', 'waiting', 'queued', 'detected', 'failed')),
  version bigint NOT NULL,
  model text,
  problem jsonb,
  detected_at timestamptz(3),
  CHECK ((frames_key IS NULL) = (state = 'none')),
  CHECK ((frames_key IS NULL) = (layout IS NULL))
);
CREATE INDEX face_file_library_id_idx ON face_file (library_id);
-- What is enqueued when models appear.
CREATE INDEX face_file_waiting_idx ON face_file (file_id) WHERE state = 'waiting';

CREATE TABLE face (
  id uuid PRIMARY KEY,
  file_id uuid NOT NULL REFERENCES face_file (file_id) ON DELETE CASCADE,
  time_seconds double precision NOT NULL,
  x real NOT NULL,
  y real NOT NULL,
  width real NOT NULL,
  height real NOT NULL,
  score real NOT NULL,
  landmarks jsonb NOT NULL
);
CREATE INDEX face_file_id_time_seconds_idx ON face (file_id, time_seconds);
