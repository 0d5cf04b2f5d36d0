CREATE TABLE fingerprint (
  file_id uuid PRIMARY KEY REFERENCES media_file (file_id) ON DELETE CASCADE,
  phash text,
  bytes bigint NOT NULL,
  modified_at timestamptz(3) NOT NULL
);

CREATE TABLE artifact_settings (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  chosen jsonb NOT NULL
);
