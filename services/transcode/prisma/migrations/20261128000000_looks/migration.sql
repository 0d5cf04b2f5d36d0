-- What the pictures of a file look like; null for what was analysed before this was found out.
ALTER TABLE media_file ADD look jsonb;
