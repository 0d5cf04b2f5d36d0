-- Videos and clips to play one after the other, of one user. With q it is smart: it holds what answers that search at any time.
CREATE TABLE playlist (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  name text NOT NULL,
  details text,
  shared boolean NOT NULL,
  q text,
  sort text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT playlist_pkey PRIMARY KEY (id),
  CONSTRAINT playlist_name_key UNIQUE (user_id, name),
  CONSTRAINT playlist_search_check CHECK ((q IS NULL) = (sort IS NULL)),
  CONSTRAINT playlist_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE
);
CREATE INDEX playlist_shared ON playlist (name) WHERE shared;

-- A video may stand in a playlist more than once. Places grow; between them may be gaps.
CREATE TABLE playlist_item (
  id uuid NOT NULL,
  playlist_id uuid NOT NULL,
  video_id uuid NOT NULL,
  place integer NOT NULL,
  start_seconds double precision,
  end_seconds double precision,
  title text,
  CONSTRAINT playlist_item_pkey PRIMARY KEY (id),
  CONSTRAINT playlist_item_range_check CHECK (end_seconds > coalesce(start_seconds, 0)),
  CONSTRAINT playlist_item_playlist_id_fkey FOREIGN KEY (playlist_id) REFERENCES playlist (id) ON DELETE CASCADE,
  CONSTRAINT playlist_item_video_id_fkey FOREIGN KEY (video_id) REFERENCES video (id) ON DELETE CASCADE
);
CREATE INDEX playlist_item_by_place ON playlist_item (playlist_id, place, id);
CREATE INDEX playlist_item_by_video ON playlist_item (video_id);
