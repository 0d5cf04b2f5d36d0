-- What playing a file needs to know of it. Bytes and modified_at name the content that it was read from.
CREATE TABLE stream_source (
  file_id uuid PRIMARY KEY REFERENCES media_file (file_id) ON DELETE CASCADE,
  bytes bigint NOT NULL,
  modified_at timestamptz(3) NOT NULL,
  details jsonb NOT NULL,
  -- Times of the keyframes in seconds from the start of the file, and of the end of the picture; null until they were looked for.
  keyframes double precision[],
  end_seconds double precision
);
