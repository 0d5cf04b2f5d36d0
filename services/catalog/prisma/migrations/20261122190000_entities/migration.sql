-- The ids without those in `gone`; where one `instead` is given, it stands at the place of the first of them.
CREATE FUNCTION replace_ids(ids uuid[], gone uuid[], instead uuid) RETURNS uuid[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ARRAY(
    SELECT id FROM (
      SELECT CASE WHEN given.id = ANY (gone) THEN instead ELSE given.id END AS id, place
      FROM unnest(ids) WITH ORDINALITY AS given (id, place)) AS replaced
    WHERE id IS NOT NULL GROUP BY id ORDER BY min(place));

-- Finds the credits that a performer or a tag stands in.
CREATE INDEX video_by_credit ON video USING gin (credits jsonb_path_ops) WHERE credits <> '[]';
