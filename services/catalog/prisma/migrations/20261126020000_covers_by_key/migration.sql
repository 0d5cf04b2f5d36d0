-- A chosen cover goes along in a merge, so its key does not tell whose it is.
CREATE INDEX video_by_own_cover ON video (own_cover_key) WHERE own_cover_key IS NOT NULL;
