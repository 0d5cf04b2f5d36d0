-- The fingerprint comes in an event of its own, which counts while the file has the bytes that it was computed from.
DROP INDEX video_file_by_phash;
ALTER TABLE video_file DROP phash;
ALTER TABLE video_file
  ADD told_phash bit(64),
  ADD phash_bytes bigint,
  ADD phash_modified_at timestamptz(3),
  ADD phash_version bigint NOT NULL DEFAULT 0,
  ADD phash bit(64) GENERATED ALWAYS AS (CASE WHEN phash_bytes = bytes AND phash_modified_at = modified_at THEN told_phash END) STORED;
CREATE INDEX video_file_by_phash ON video_file (phash, video_id) WHERE phash IS NOT NULL;
