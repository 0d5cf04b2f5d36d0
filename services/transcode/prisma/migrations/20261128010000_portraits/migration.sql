-- Frames of a content that show a face, as faces tells them: a cover is taken from them.
ALTER TABLE media_file ADD portraits jsonb;
