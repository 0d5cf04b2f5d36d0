-- Names as they are compared: without regard to case and accents.
CREATE FUNCTION fold_texts(texts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN ARRAY(SELECT DISTINCT fold_text(one) FROM unnest(texts) AS one);

-- First day of a partial date, so that dates of every precision sort and compare as text.
CREATE FUNCTION first_day(date text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (date || right('-01-01', 10 - length(date))) COLLATE "C";

-- What performers, studios, tags and groups share:
--   names      the folded name and aliases, by which searches and file names find it
--   tag_ids    ids of entities stand in arrays on the row: one row holds all that a list filters by, and a GIN index finds rows by them.
--              The counts on the other side are kept by triggers (keep_counts).
--   random     a place in an order without meaning, for shuffles and samples
--   picture_*  the picture that cards show, the first of table picture
CREATE TABLE tag (
  id uuid NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_text(name)) STORED,
  own_sort_name text,
  sort_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (natural_key(coalesce(own_sort_name, name))) STORED,
  aliases text[] NOT NULL DEFAULT '{}',
  names text[] COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_texts(aliases || name)) STORED,
  details text,
  urls text[] NOT NULL DEFAULT '{}',
  favourite boolean NOT NULL DEFAULT false,
  auto_match boolean NOT NULL DEFAULT true,
  parent_ids uuid[] NOT NULL DEFAULT '{}',
  external_ids jsonb NOT NULL DEFAULT '[]',
  custom jsonb NOT NULL DEFAULT '{}',
  picture_id uuid,
  picture_version text,
  videos integer NOT NULL DEFAULT 0,
  performers integer NOT NULL DEFAULT 0,
  studios integer NOT NULL DEFAULT 0,
  groups integer NOT NULL DEFAULT 0,
  markers integer NOT NULL DEFAULT 0,
  galleries integer NOT NULL DEFAULT 0,
  images integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  random integer NOT NULL GENERATED ALWAYS AS (uuid_hash(id)) STORED,
  search text COLLATE "C" NOT NULL DEFAULT '',
  CONSTRAINT tag_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX tag_name_key ON tag (name_key);
CREATE INDEX tag_by_names ON tag USING gin (names);
CREATE INDEX tag_by_parent ON tag USING gin (parent_ids);
CREATE INDEX tag_by_words ON tag USING gin (search public.gin_trgm_ops);
CREATE INDEX tag_by_name ON tag (sort_name, id);
CREATE INDEX tag_by_videos ON tag (videos, id);

CREATE TABLE performer (
  id uuid NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_text(name)) STORED,
  sort_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (natural_key(name)) STORED,
  disambiguation text,
  disambiguation_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (coalesce(fold_text(disambiguation), '')) STORED,
  aliases text[] NOT NULL DEFAULT '{}',
  names text[] COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_texts(aliases || name)) STORED,
  gender text,
  birth_date text COLLATE "C",
  birth_day text COLLATE "C" GENERATED ALWAYS AS (first_day(birth_date)) STORED,
  death_date text COLLATE "C",
  death_day text COLLATE "C" GENERATED ALWAYS AS (first_day(death_date)) STORED,
  country text,
  ethnicity text,
  eye_colour text,
  hair_colour text,
  height_cm smallint,
  weight_kg smallint,
  measurements text,
  breast_type text,
  penis_length_cm real,
  circumcised text,
  tattoos text,
  piercings text,
  career_start smallint,
  career_end smallint,
  details text,
  urls text[] NOT NULL DEFAULT '{}',
  rating smallint,
  favourite boolean NOT NULL DEFAULT false,
  organised boolean NOT NULL DEFAULT false,
  auto_match boolean NOT NULL DEFAULT true,
  tag_ids uuid[] NOT NULL DEFAULT '{}',
  external_ids jsonb NOT NULL DEFAULT '[]',
  custom jsonb NOT NULL DEFAULT '{}',
  picture_id uuid,
  picture_version text,
  videos integer NOT NULL DEFAULT 0,
  markers integer NOT NULL DEFAULT 0,
  galleries integer NOT NULL DEFAULT 0,
  images integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  random integer NOT NULL GENERATED ALWAYS AS (uuid_hash(id)) STORED,
  search text COLLATE "C" NOT NULL DEFAULT '',
  CONSTRAINT performer_pkey PRIMARY KEY (id),
  CONSTRAINT performer_rating_check CHECK (rating BETWEEN 1 AND 100)
);
CREATE UNIQUE INDEX performer_name_key ON performer (name_key, disambiguation_key);
CREATE INDEX performer_by_names ON performer USING gin (names);
CREATE INDEX performer_by_words ON performer USING gin (search public.gin_trgm_ops);
CREATE INDEX performer_by_tag ON performer USING gin (tag_ids) WHERE tag_ids <> '{}';
CREATE INDEX performer_by_name ON performer (sort_name, id);
CREATE INDEX performer_by_videos ON performer (videos, id);
CREATE INDEX performer_by_added ON performer (created_at, id);
CREATE INDEX performer_by_birth ON performer (birth_day, id);
CREATE INDEX performer_by_rating ON performer (rating, id);
CREATE INDEX performer_by_chance ON performer (random, id);

CREATE TABLE studio (
  id uuid NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_text(name)) STORED,
  sort_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (natural_key(name)) STORED,
  aliases text[] NOT NULL DEFAULT '{}',
  names text[] COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_texts(aliases || name)) STORED,
  parent_id uuid,
  details text,
  urls text[] NOT NULL DEFAULT '{}',
  rating smallint,
  favourite boolean NOT NULL DEFAULT false,
  organised boolean NOT NULL DEFAULT false,
  auto_match boolean NOT NULL DEFAULT true,
  tag_ids uuid[] NOT NULL DEFAULT '{}',
  external_ids jsonb NOT NULL DEFAULT '[]',
  custom jsonb NOT NULL DEFAULT '{}',
  picture_id uuid,
  picture_version text,
  videos integer NOT NULL DEFAULT 0,
  studios integer NOT NULL DEFAULT 0,
  groups integer NOT NULL DEFAULT 0,
  galleries integer NOT NULL DEFAULT 0,
  images integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  random integer NOT NULL GENERATED ALWAYS AS (uuid_hash(id)) STORED,
  search text COLLATE "C" NOT NULL DEFAULT '',
  CONSTRAINT studio_pkey PRIMARY KEY (id),
  CONSTRAINT studio_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES studio (id) ON DELETE SET NULL,
  CONSTRAINT studio_rating_check CHECK (rating BETWEEN 1 AND 100)
);
CREATE UNIQUE INDEX studio_name_key ON studio (name_key);
CREATE INDEX studio_by_names ON studio USING gin (names);
CREATE INDEX studio_by_parent ON studio (parent_id);
CREATE INDEX studio_by_words ON studio USING gin (search public.gin_trgm_ops);
CREATE INDEX studio_by_tag ON studio USING gin (tag_ids) WHERE tag_ids <> '{}';
CREATE INDEX studio_by_name ON studio (sort_name, id);
CREATE INDEX studio_by_videos ON studio (videos, id);

-- `parts`: the groups within it, in order, as [{"id": …, "description": …}]; part_ids is the same for searches.
CREATE TABLE video_group (
  id uuid NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_text(name)) STORED,
  sort_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (natural_key(name)) STORED,
  aliases text[] NOT NULL DEFAULT '{}',
  names text[] COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_texts(aliases || name)) STORED,
  director text,
  date text COLLATE "C",
  date_day text COLLATE "C" GENERATED ALWAYS AS (first_day(date)) STORED,
  duration integer,
  studio_id uuid,
  parts jsonb NOT NULL DEFAULT '[]',
  part_ids uuid[] NOT NULL DEFAULT '{}',
  details text,
  urls text[] NOT NULL DEFAULT '{}',
  rating smallint,
  favourite boolean NOT NULL DEFAULT false,
  organised boolean NOT NULL DEFAULT false,
  auto_match boolean NOT NULL DEFAULT true,
  tag_ids uuid[] NOT NULL DEFAULT '{}',
  external_ids jsonb NOT NULL DEFAULT '[]',
  custom jsonb NOT NULL DEFAULT '{}',
  picture_id uuid,
  picture_version text,
  videos integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  random integer NOT NULL GENERATED ALWAYS AS (uuid_hash(id)) STORED,
  search text COLLATE "C" NOT NULL DEFAULT '',
  CONSTRAINT video_group_pkey PRIMARY KEY (id),
  CONSTRAINT video_group_studio_id_fkey FOREIGN KEY (studio_id) REFERENCES studio (id) ON DELETE SET NULL,
  CONSTRAINT video_group_rating_check CHECK (rating BETWEEN 1 AND 100)
);
CREATE INDEX video_group_by_names ON video_group USING gin (names);
CREATE INDEX video_group_by_studio ON video_group (studio_id);
CREATE INDEX video_group_by_part ON video_group USING gin (part_ids);
CREATE INDEX video_group_by_words ON video_group USING gin (search public.gin_trgm_ops);
CREATE INDEX video_group_by_tag ON video_group USING gin (tag_ids) WHERE tag_ids <> '{}';
CREATE INDEX video_group_by_name ON video_group (sort_name, id);

-- A video's metadata.
--   credits       what is particular to a performer in this video: [{"performerId", "creditedAs", "tagIds"}], for those that have any
--   group_places  the video's place in its groups, by the group's id
--   part_*        set where the video is a range of a file that another video shows
ALTER TABLE video
  ADD code text,
  ADD director text,
  ADD urls text[] NOT NULL DEFAULT '{}',
  ADD studio_id uuid REFERENCES studio (id) ON DELETE SET NULL,
  ADD tag_ids uuid[] NOT NULL DEFAULT '{}',
  ADD performer_ids uuid[] NOT NULL DEFAULT '{}',
  ADD credits jsonb NOT NULL DEFAULT '[]',
  ADD group_ids uuid[] NOT NULL DEFAULT '{}',
  ADD group_places jsonb NOT NULL DEFAULT '{}',
  ADD chapters jsonb NOT NULL DEFAULT '[]',
  ADD external_ids jsonb NOT NULL DEFAULT '[]',
  ADD custom jsonb NOT NULL DEFAULT '{}',
  ADD counter integer NOT NULL DEFAULT 0,
  ADD part_file_id uuid REFERENCES video_file (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  ADD part_start double precision,
  ADD part_end double precision,
  ADD markers integer NOT NULL DEFAULT 0,
  ADD files smallint NOT NULL DEFAULT 1,
  ADD path text COLLATE "C" NOT NULL DEFAULT '',
  ADD modified_at timestamptz(3),
  ADD frame_rate real,
  ADD bit_rate bigint,
  ADD audio_codec text,
  ADD random integer NOT NULL GENERATED ALWAYS AS (uuid_hash(id)) STORED,
  ADD CONSTRAINT video_part_check CHECK ((part_file_id IS NULL) = (part_start IS NULL) AND (part_start IS NULL) = (part_end IS NULL) AND part_end > part_start);

-- How many rows have a tag decides between reading an index of tags and walking a sort index.
ALTER TABLE video ALTER COLUMN tag_ids SET STATISTICS 1000;
ALTER TABLE video ALTER COLUMN performer_ids SET STATISTICS 1000;

CREATE INDEX video_by_tag ON video USING gin (tag_ids) WHERE tag_ids <> '{}';
CREATE INDEX video_by_performer ON video USING gin (performer_ids) WHERE performer_ids <> '{}';
CREATE INDEX video_by_group ON video USING gin (group_ids) WHERE group_ids <> '{}';
CREATE INDEX video_by_studio ON video (studio_id, id) WHERE studio_id IS NOT NULL;
CREATE INDEX video_by_custom ON video USING gin (custom jsonb_path_ops) WHERE custom <> '{}';
CREATE INDEX video_by_external_id ON video USING gin (external_ids jsonb_path_ops) WHERE external_ids <> '[]';
CREATE INDEX video_by_part_file ON video (part_file_id) WHERE part_file_id IS NOT NULL;

-- More sort orders. Counts are nought for most rows and all fresh ones: these stand in no index, and come last in the order of their ids.
CREATE INDEX video_by_bit_rate ON video (bit_rate, id) WHERE listed;
CREATE INDEX video_by_frame_rate ON video (frame_rate, id) WHERE listed;
CREATE INDEX video_by_counter ON video (counter, id) WHERE listed AND counter > 0;
CREATE INDEX video_by_markers ON video (markers, id) WHERE listed AND markers > 0;
CREATE INDEX video_by_performers ON video (cardinality(performer_ids), id) WHERE listed AND performer_ids <> '{}';
CREATE INDEX video_by_tags ON video (cardinality(tag_ids), id) WHERE listed AND tag_ids <> '{}';
CREATE INDEX video_by_updated ON video (updated_at, id) WHERE listed;
CREATE INDEX video_by_modified ON video (modified_at, id) WHERE listed;
CREATE INDEX video_by_path ON video (path, id) WHERE listed;
CREATE INDEX video_by_chance ON video (random, id) WHERE listed;

CREATE INDEX video_file_by_oshash ON video_file (oshash);

-- all_tag_ids: the primary tag is a tag like the others for whoever searches.
CREATE TABLE marker (
  id uuid NOT NULL,
  video_id uuid NOT NULL,
  title text,
  start_seconds double precision NOT NULL,
  end_seconds double precision,
  primary_tag_id uuid,
  tag_ids uuid[] NOT NULL DEFAULT '{}',
  all_tag_ids uuid[] NOT NULL GENERATED ALWAYS AS (
    CASE WHEN primary_tag_id IS NULL OR primary_tag_id = ANY (tag_ids) THEN tag_ids ELSE array_append(tag_ids, primary_tag_id) END) STORED,
  performer_ids uuid[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  random integer NOT NULL GENERATED ALWAYS AS (uuid_hash(id)) STORED,
  sort_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (natural_key(coalesce(title, ''))) STORED,
  search text COLLATE "C" NOT NULL DEFAULT '',
  CONSTRAINT marker_pkey PRIMARY KEY (id),
  CONSTRAINT marker_video_id_fkey FOREIGN KEY (video_id) REFERENCES video (id) ON DELETE CASCADE,
  CONSTRAINT marker_primary_tag_id_fkey FOREIGN KEY (primary_tag_id) REFERENCES tag (id) ON DELETE SET NULL,
  CONSTRAINT marker_range_check CHECK (start_seconds >= 0 AND end_seconds > start_seconds)
);
CREATE INDEX marker_by_video ON marker (video_id, start_seconds);
CREATE INDEX marker_by_primary_tag ON marker (primary_tag_id) WHERE primary_tag_id IS NOT NULL;
CREATE INDEX marker_by_tag ON marker USING gin (all_tag_ids) WHERE all_tag_ids <> '{}';
CREATE INDEX marker_by_performer ON marker USING gin (performer_ids) WHERE performer_ids <> '{}';
CREATE INDEX marker_by_words ON marker USING gin (search public.gin_trgm_ops);
CREATE INDEX marker_by_added ON marker (created_at, id);
CREATE INDEX marker_by_chance ON marker (random, id);

CREATE TABLE gallery (
  id uuid NOT NULL,
  title text,
  name text NOT NULL,
  sort_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (natural_key(name)) STORED,
  path text,
  code text,
  photographer text,
  date text COLLATE "C",
  date_day text COLLATE "C" GENERATED ALWAYS AS (first_day(date)) STORED,
  studio_id uuid,
  performer_ids uuid[] NOT NULL DEFAULT '{}',
  video_ids uuid[] NOT NULL DEFAULT '{}',
  chapters jsonb NOT NULL DEFAULT '[]',
  details text,
  urls text[] NOT NULL DEFAULT '{}',
  rating smallint,
  favourite boolean NOT NULL DEFAULT false,
  organised boolean NOT NULL DEFAULT false,
  tag_ids uuid[] NOT NULL DEFAULT '{}',
  external_ids jsonb NOT NULL DEFAULT '[]',
  custom jsonb NOT NULL DEFAULT '{}',
  images integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  random integer NOT NULL GENERATED ALWAYS AS (uuid_hash(id)) STORED,
  search text COLLATE "C" NOT NULL DEFAULT '',
  CONSTRAINT gallery_pkey PRIMARY KEY (id),
  CONSTRAINT gallery_studio_id_fkey FOREIGN KEY (studio_id) REFERENCES studio (id) ON DELETE SET NULL,
  CONSTRAINT gallery_rating_check CHECK (rating BETWEEN 1 AND 100)
);
CREATE INDEX gallery_by_studio ON gallery (studio_id) WHERE studio_id IS NOT NULL;
CREATE INDEX gallery_by_tag ON gallery USING gin (tag_ids) WHERE tag_ids <> '{}';
CREATE INDEX gallery_by_performer ON gallery USING gin (performer_ids) WHERE performer_ids <> '{}';
CREATE INDEX gallery_by_video ON gallery USING gin (video_ids) WHERE video_ids <> '{}';
CREATE INDEX gallery_by_words ON gallery USING gin (search public.gin_trgm_ops);
CREATE INDEX gallery_by_added ON gallery (created_at, id);
CREATE INDEX gallery_by_chance ON gallery (random, id);

CREATE TABLE image (
  id uuid NOT NULL,
  title text,
  name text NOT NULL,
  sort_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (natural_key(name)) STORED,
  path text,
  code text,
  photographer text,
  date text COLLATE "C",
  date_day text COLLATE "C" GENERATED ALWAYS AS (first_day(date)) STORED,
  studio_id uuid,
  performer_ids uuid[] NOT NULL DEFAULT '{}',
  gallery_ids uuid[] NOT NULL DEFAULT '{}',
  width integer,
  height integer,
  resolution integer GENERATED ALWAYS AS (least(width, height)) STORED,
  bytes bigint,
  counter integer NOT NULL DEFAULT 0,
  details text,
  urls text[] NOT NULL DEFAULT '{}',
  rating smallint,
  favourite boolean NOT NULL DEFAULT false,
  organised boolean NOT NULL DEFAULT false,
  tag_ids uuid[] NOT NULL DEFAULT '{}',
  external_ids jsonb NOT NULL DEFAULT '[]',
  custom jsonb NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  random integer NOT NULL GENERATED ALWAYS AS (uuid_hash(id)) STORED,
  search text COLLATE "C" NOT NULL DEFAULT '',
  CONSTRAINT image_pkey PRIMARY KEY (id),
  CONSTRAINT image_studio_id_fkey FOREIGN KEY (studio_id) REFERENCES studio (id) ON DELETE SET NULL,
  CONSTRAINT image_rating_check CHECK (rating BETWEEN 1 AND 100)
);
CREATE INDEX image_by_studio ON image (studio_id) WHERE studio_id IS NOT NULL;
CREATE INDEX image_by_tag ON image USING gin (tag_ids) WHERE tag_ids <> '{}';
CREATE INDEX image_by_performer ON image USING gin (performer_ids) WHERE performer_ids <> '{}';
CREATE INDEX image_by_gallery ON image USING gin (gallery_ids) WHERE gallery_ids <> '{}';
CREATE INDEX image_by_words ON image USING gin (search public.gin_trgm_ops);
CREATE INDEX image_by_added ON image (created_at, id);
CREATE INDEX image_by_name ON image (sort_name, id);
CREATE INDEX image_by_chance ON image (random, id);

-- Pictures of performers, studios, tags and groups; those of one entity in the order of `place`.
CREATE TABLE picture (
  id uuid NOT NULL,
  kind text NOT NULL,
  entity_id uuid NOT NULL,
  place integer NOT NULL,
  object_key text NOT NULL,
  version text NOT NULL,
  content_type text NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT picture_pkey PRIMARY KEY (id)
);
CREATE INDEX picture_by_entity ON picture (entity_id, place);

-- Where an id went that was merged away, so that links and saved ids still lead to the thing.
CREATE TABLE former_id (
  id uuid NOT NULL,
  kind text NOT NULL,
  now_id uuid NOT NULL,
  CONSTRAINT former_id_pkey PRIMARY KEY (id)
);
CREATE INDEX former_id_by_now ON former_id (now_id);

CREATE TABLE custom_field (
  id uuid NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  label text NOT NULL,
  type text NOT NULL,
  choices text[] NOT NULL DEFAULT '{}',
  place integer NOT NULL DEFAULT 0,
  CONSTRAINT custom_field_pkey PRIMARY KEY (id),
  CONSTRAINT custom_field_key UNIQUE (kind, key)
);

/*
 * Keeps counts of links. Statement trigger of the table whose rows hold the ids:
 *   1. expression of `r`, a row, that gives the ids as an array    2. table and 3. column where they are counted
 *   4. which rows count (an expression of `r`; all where left out)
 * Rows of the counted table are locked in the order of their ids, so that two statements never wait for each other in a circle.
 */
CREATE FUNCTION keep_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted text := coalesce(TG_ARGV[3], 'true');
  gone text := format('SELECT unnest(%s) AS id, -1 AS change FROM old_rows r WHERE %s', TG_ARGV[0], counted);
  come text := format('SELECT unnest(%s) AS id, 1 AS change FROM new_rows r WHERE %s', TG_ARGV[0], counted);
  ids uuid[];
  changes bigint[];
BEGIN
  EXECUTE format(
    'SELECT array_agg(id), array_agg(change) FROM (SELECT id, sum(change) AS change FROM (%s) AS link WHERE id IS NOT NULL GROUP BY id HAVING sum(change) <> 0) AS total',
    CASE TG_OP WHEN 'INSERT' THEN come WHEN 'DELETE' THEN gone ELSE gone || ' UNION ALL ' || come END)
  INTO ids, changes;
  IF ids IS NULL THEN RETURN NULL; END IF;
  EXECUTE format('SELECT 1 FROM %I WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE', TG_ARGV[1]) USING ids;
  EXECUTE format('UPDATE %1$I t SET %2$I = t.%2$I + c.change FROM unnest($1, $2) AS c (id, change) WHERE t.id = c.id', TG_ARGV[1], TG_ARGV[2]) USING ids, changes;
  RETURN NULL;
END $$;

-- Transition tables are for one kind of change each, so every link has three triggers; this makes them.
CREATE PROCEDURE count_links(source regclass, ids text, target text, counter text, counted text DEFAULT 'true') LANGUAGE plpgsql AS $$
DECLARE
  event text[];
BEGIN
  FOREACH event SLICE 1 IN ARRAY ARRAY[
    ['INSERT', 'NEW TABLE AS new_rows'], ['UPDATE', 'OLD TABLE AS old_rows NEW TABLE AS new_rows'], ['DELETE', 'OLD TABLE AS old_rows']]
  LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION keep_counts(%L, %L, %L, %L)',
      format('count_%s_of_%s_%s', counter, target, lower(event[1])), event[1], source, event[2], ids, target, counter, counted);
  END LOOP;
END $$;

CALL count_links('video', 'r.tag_ids', 'tag', 'videos', 'r.listed');
CALL count_links('performer', 'r.tag_ids', 'tag', 'performers');
CALL count_links('studio', 'r.tag_ids', 'tag', 'studios');
CALL count_links('video_group', 'r.tag_ids', 'tag', 'groups');
CALL count_links('marker', 'r.all_tag_ids', 'tag', 'markers');
CALL count_links('gallery', 'r.tag_ids', 'tag', 'galleries');
CALL count_links('image', 'r.tag_ids', 'tag', 'images');
CALL count_links('video', 'r.performer_ids', 'performer', 'videos', 'r.listed');
CALL count_links('marker', 'r.performer_ids', 'performer', 'markers');
CALL count_links('gallery', 'r.performer_ids', 'performer', 'galleries');
CALL count_links('image', 'r.performer_ids', 'performer', 'images');
CALL count_links('video', 'ARRAY[r.studio_id]', 'studio', 'videos', 'r.listed');
CALL count_links('studio', 'ARRAY[r.parent_id]', 'studio', 'studios');
CALL count_links('video_group', 'ARRAY[r.studio_id]', 'studio', 'groups');
CALL count_links('gallery', 'ARRAY[r.studio_id]', 'studio', 'galleries');
CALL count_links('image', 'ARRAY[r.studio_id]', 'studio', 'images');
CALL count_links('video', 'r.group_ids', 'video_group', 'videos', 'r.listed');
CALL count_links('marker', 'ARRAY[r.video_id]', 'video', 'markers');
CALL count_links('image', 'r.gallery_ids', 'gallery', 'images');
