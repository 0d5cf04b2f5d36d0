-- A cover that somebody chose, in place of the one that is made of the file.
ALTER TABLE video ADD own_cover_key text, ADD own_cover_version text;
