-- The fingerprint of the picture, told by the analysis; searches compare it bit by bit.
ALTER TABLE video_file ADD phash bit(64);
CREATE INDEX video_file_by_phash ON video_file (phash, video_id) WHERE phash IS NOT NULL;

-- With the video, so that what several videos share is found in the index alone.
CREATE INDEX video_file_by_fingerprint ON video_file (oshash, video_id) WHERE oshash IS NOT NULL;
DROP INDEX video_file_by_oshash;
