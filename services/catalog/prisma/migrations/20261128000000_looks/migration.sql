-- What the pictures of a file look like, as far as that is known of what was analysed.
ALTER TABLE video_file ADD look jsonb;
-- Pixels that stand in for the cover until it is there; those of a chosen cover come with it.
ALTER TABLE video ADD placeholder text, ADD own_placeholder text, ADD colours text[] NOT NULL DEFAULT '{}';
