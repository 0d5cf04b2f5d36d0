-- What is written in the fields of one's own, as search_text makes it: without it a search for one of their words reads every video that has any.
CREATE FUNCTION custom_words(custom jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (SELECT search_text(string_agg(value, ' ')) FROM jsonb_each_text(custom));

CREATE INDEX video_by_custom_words ON video USING gin (custom_words(custom) public.gin_trgm_ops) WHERE custom <> '{}';
