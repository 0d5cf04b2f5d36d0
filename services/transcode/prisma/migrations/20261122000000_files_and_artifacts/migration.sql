CREATE TABLE library_root (
  library_id uuid PRIMARY KEY,
  path text NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'removed')),
  version bigint NOT NULL
);

CREATE TABLE media_file (
  file_id uuid PRIMARY KEY,
  library_id uuid NOT NULL,
  path text NOT NULL,
  bytes bigint NOT NULL,
  modified_at timestamptz(3) NOT NULL,
  present boolean NOT NULL,
  version bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'queued', 'analyzed', 'rejected')),
  media jsonb,
  problem jsonb
);
CREATE INDEX media_file_library_id_idx ON media_file (library_id);
-- What is asked for when a library or ffmpeg appears.
CREATE INDEX media_file_waiting_idx ON media_file (library_id, file_id) WHERE state = 'waiting' AND present;

CREATE TABLE artifact (
  file_id uuid NOT NULL REFERENCES media_file (file_id) ON DELETE CASCADE,
  kind text NOT NULL,
  key text NOT NULL,
  version text NOT NULL,
  content_type text NOT NULL,
  bytes bigint NOT NULL,
  layout jsonb,
  source_bytes bigint NOT NULL,
  source_modified_at timestamptz(3) NOT NULL,
  PRIMARY KEY (file_id, kind)
);
CREATE INDEX artifact_key_idx ON artifact (key);

CREATE TABLE obsolete_object (
  key text PRIMARY KEY,
  noted_at timestamptz(3) NOT NULL DEFAULT now()
);
