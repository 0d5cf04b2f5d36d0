-- Trusted extensions: the owner of the database may create them; where a bootstrap made them already, these lines do nothing.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

-- Case and accents folded. The built-in collation makes the result the same on every machine.
CREATE FUNCTION fold_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, value) COLLATE pg_c_utf8) COLLATE "C";

-- Letters outside of ASCII as `u` and five hex digits: a trigram index sees no letters in them where the database has the locale C.
CREATE FUNCTION ascii_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN CASE WHEN octet_length(value) = length(value) THEN value ELSE (
    SELECT string_agg(CASE WHEN ascii(letter) < 128 THEN letter ELSE 'u' || lpad(to_hex(ascii(letter)), 5, '0') END, '' ORDER BY place)
    FROM string_to_table(value, NULL) WITH ORDINALITY AS letters (letter, place)) END;

-- Words between single blanks: ASCII that is neither letter nor digit separates. Begins with a blank, so that '% ab%' finds words by their beginning.
CREATE FUNCTION search_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN regexp_replace((' ' || ascii_text(fold_text(value))) COLLATE "C", '[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+', ' ', 'g');

-- What `search LIKE` is asked for a word or phrase: anywhere within; words of one or two letters only by their beginning, as the trigram index
-- could not find them otherwise. Scripts without blanks between words (Chinese, Japanese, Thai) are always looked for anywhere.
CREATE FUNCTION search_pattern(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (
    SELECT CASE WHEN length(wanted) >= 3 OR wanted = '' OR wanted ~ 'u[0-9a-f]{5}' THEN '%' ELSE '% ' END || wanted || '%'
    FROM (SELECT btrim(search_text(value)) AS wanted) AS normal);

-- Sorts as people count: runs of digits are padded to twelve. Cut to fit into an index row and into a cursor.
CREATE FUNCTION natural_key(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (
    SELECT left(string_agg(part[1] || coalesce(lpad(part[2], greatest(12, length(part[2])), '0'), ''), ''), 110)
    FROM regexp_matches(fold_text(value), '([^0-9]*)([0-9]+)?', 'g') AS part);

-- Projection of ingest's libraries.
CREATE TABLE library (
  id uuid NOT NULL,
  name text NOT NULL,
  path text NOT NULL,
  state text NOT NULL,
  version bigint NOT NULL,
  CONSTRAINT library_pkey PRIMARY KEY (id),
  CONSTRAINT library_state_check CHECK (state IN ('active', 'removed', 'purged'))
);

-- What users edit (title to organised, guarded by version; date_day is the first day of the partial date), and below it what is derived from
-- the files for lists and cards. Statistics are kept fresh: plans of searches depend on them, and an import changes everything.
CREATE TABLE video (
  id uuid NOT NULL,
  title text,
  details text,
  date text COLLATE "C",
  date_day text COLLATE "C" GENERATED ALWAYS AS (date || right('-01-01', 10 - length(date))) STORED,
  rating smallint,
  favourite boolean NOT NULL DEFAULT false,
  organised boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  listed boolean NOT NULL,
  library_ids uuid[] NOT NULL,
  primary_file_id uuid NOT NULL,
  name text NOT NULL,
  sort_name text COLLATE "C" NOT NULL,
  state text NOT NULL,
  duration double precision,
  width integer,
  height integer,
  resolution integer,
  bytes bigint NOT NULL,
  codec text,
  faces integer,
  cover_key text,
  cover_version text,
  sprite_key text,
  sprite_version text,
  sprite_layout jsonb,
  vtt_key text,
  vtt_version text,
  paths text COLLATE "C" NOT NULL,
  search text COLLATE "C" NOT NULL,
  CONSTRAINT video_pkey PRIMARY KEY (id),
  CONSTRAINT video_rating_check CHECK (rating BETWEEN 1 AND 100),
  CONSTRAINT video_state_check CHECK (state IN ('pending', 'ready', 'failed', 'missing'))
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- With the usual 100 samples a word in one of 500 videos counts as none or as one in 100, and the latter makes searches for it walk a sort index.
ALTER TABLE video ALTER COLUMN search SET STATISTICS 500;

-- One index per sort order, read in both directions. `listed` leaves out videos whose libraries were all removed.
CREATE INDEX video_by_added ON video (created_at, id) WHERE listed;
CREATE INDEX video_by_name ON video (sort_name, id) WHERE listed;
CREATE INDEX video_by_date ON video (date_day, id) WHERE listed;
CREATE INDEX video_by_duration ON video (duration, id) WHERE listed;
CREATE INDEX video_by_rating ON video (rating, id) WHERE listed;
CREATE INDEX video_by_size ON video (bytes, id) WHERE listed;
CREATE INDEX video_by_resolution ON video (resolution, id) WHERE listed;
CREATE INDEX video_by_words ON video USING gin (search public.gin_trgm_ops) WHERE listed;

-- A file as the events tell of it. Each source of events has its own version, so that older events of it are dropped while others may
-- come first; until a state of the file is known (state_version 0) the row is a stub without a video.
CREATE TABLE video_file (
  id uuid NOT NULL,
  video_id uuid,
  library_id uuid,
  path text,
  bytes bigint,
  modified_at timestamptz(3),
  oshash text,
  present boolean NOT NULL DEFAULT false,
  state_version bigint NOT NULL DEFAULT 0,
  content_hash text,
  hashed_bytes bigint,
  hashed_modified_at timestamptz(3),
  identified_version bigint NOT NULL DEFAULT 0,
  media jsonb,
  problem jsonb,
  artifacts jsonb,
  analysed_bytes bigint,
  analysed_modified_at timestamptz(3),
  analysis_version bigint NOT NULL DEFAULT 0,
  faces integer,
  faces_bytes bigint,
  faces_modified_at timestamptz(3),
  faces_version bigint NOT NULL DEFAULT 0,
  -- A result for other bytes than the file now has is stale.
  analysed boolean NOT NULL GENERATED ALWAYS AS ((analysed_bytes = bytes AND analysed_modified_at = modified_at) IS TRUE) STORED,
  state text NOT NULL GENERATED ALWAYS AS (
    CASE
      WHEN NOT present THEN 'missing'
      WHEN (analysed_bytes = bytes AND analysed_modified_at = modified_at) IS NOT TRUE THEN 'pending'
      WHEN problem IS NULL THEN 'ready'
      ELSE 'failed'
    END) STORED,
  CONSTRAINT video_file_pkey PRIMARY KEY (id),
  -- Deferred: files are written first, their videos are derived from them in the same transaction.
  CONSTRAINT video_file_video_id_fkey FOREIGN KEY (video_id) REFERENCES video (id) DEFERRABLE INITIALLY DEFERRED
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
CREATE INDEX video_file_by_video ON video_file (video_id);
CREATE INDEX video_file_by_library ON video_file (library_id);
CREATE INDEX video_file_by_content ON video_file (content_hash) WHERE content_hash IS NOT NULL;

-- Ledger: a projection of the job events of all services.
CREATE TABLE job_ledger (
  id uuid NOT NULL,
  kind text NOT NULL,
  service text NOT NULL,
  label text NOT NULL,
  parent_id uuid,
  file_id uuid,
  library_id uuid,
  state text NOT NULL,
  priority text NOT NULL,
  attempt integer NOT NULL,
  progress jsonb,
  error jsonb,
  queued_at timestamptz(3) NOT NULL,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  version bigint NOT NULL,
  CONSTRAINT job_ledger_pkey PRIMARY KEY (id)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
CREATE INDEX job_ledger_by_state ON job_ledger (state, id);
CREATE INDEX job_ledger_by_kind ON job_ledger (kind, id);
CREATE INDEX job_ledger_by_parent ON job_ledger (parent_id, state, id) WHERE parent_id IS NOT NULL;
