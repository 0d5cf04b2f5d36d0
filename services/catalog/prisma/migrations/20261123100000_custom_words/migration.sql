-- What is written in the fields of one's own, as search_text makes it: without it a search for one of their words reads every video that has any.
-- Stored, as a search compares it with each row that the index names; in the row itself, where most of a video's longer values are not.
CREATE FUNCTION custom_words(custom jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (SELECT search_text(string_agg(value, ' ')) FROM jsonb_each_text(custom));

ALTER TABLE video ADD custom_words text GENERATED ALWAYS AS (custom_words(custom)) STORED;
ALTER TABLE video ALTER custom_words SET STORAGE MAIN;
CREATE INDEX video_by_custom_words ON video USING gin (custom_words public.gin_trgm_ops) WHERE custom_words IS NOT NULL;
