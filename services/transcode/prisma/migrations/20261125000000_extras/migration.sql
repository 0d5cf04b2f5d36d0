-- How far what jobs of their own make of a file is. Bytes and modified_at name the content that was looked at; objects are rows of artifact.
CREATE TABLE extra (
  file_id uuid NOT NULL REFERENCES media_file (file_id) ON DELETE CASCADE,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('ready', 'none', 'failed')),
  bytes bigint NOT NULL,
  modified_at timestamptz(3) NOT NULL,
  PRIMARY KEY (file_id, kind)
);
