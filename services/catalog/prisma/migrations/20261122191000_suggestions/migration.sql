-- A name found in the path of a video. One row for a video and an entity for ever: once rejected, it is never made again.
-- match_start and match_end: where in `path` the name stands, in UTF-16 units.
CREATE TABLE suggestion (
  id uuid NOT NULL,
  video_id uuid NOT NULL,
  kind text NOT NULL,
  entity_id uuid NOT NULL,
  path text NOT NULL,
  match_start integer NOT NULL,
  match_end integer NOT NULL,
  state text NOT NULL DEFAULT 'open',
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT suggestion_pkey PRIMARY KEY (id),
  CONSTRAINT suggestion_video_entity_key UNIQUE (video_id, entity_id),
  CONSTRAINT suggestion_video_id_fkey FOREIGN KEY (video_id) REFERENCES video (id) ON DELETE CASCADE,
  CONSTRAINT suggestion_kind_check CHECK (kind IN ('performer', 'studio', 'tag')),
  CONSTRAINT suggestion_state_check CHECK (state IN ('open', 'accepted', 'rejected'))
);
CREATE INDEX suggestion_open ON suggestion (kind, id) WHERE state = 'open';
CREATE INDEX suggestion_by_entity ON suggestion (entity_id, id);

CREATE TABLE match_rule (
  id uuid NOT NULL,
  name text NOT NULL,
  q text NOT NULL,
  kinds text[] NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT match_rule_pkey PRIMARY KEY (id)
);

-- Whether a name may have changed is asked with every batch of new videos.
CREATE INDEX tag_by_updated ON tag (updated_at);
CREATE INDEX performer_by_updated ON performer (updated_at);
CREATE INDEX studio_by_updated ON studio (updated_at);

-- What is gone is suggested no more.
CREATE FUNCTION drop_suggestions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM suggestion WHERE entity_id IN (SELECT id FROM old_rows);
  RETURN NULL;
END $$;
CREATE TRIGGER drop_suggestions AFTER DELETE ON performer REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION drop_suggestions();
CREATE TRIGGER drop_suggestions AFTER DELETE ON studio REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION drop_suggestions();
CREATE TRIGGER drop_suggestions AFTER DELETE ON tag REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION drop_suggestions();
