-- What belongs to each user. content_limit is a search that a user may never see past; settings are what the user chose for the web UI.
ALTER TABLE user_account ADD content_limit text, ADD settings jsonb NOT NULL DEFAULT '{}';

-- What a user did with a video, summed up for lists and searches.
CREATE TABLE activity (
  user_id uuid NOT NULL,
  video_id uuid NOT NULL,
  plays integer NOT NULL DEFAULT 0,
  play_seconds double precision NOT NULL DEFAULT 0,
  resume_seconds double precision,
  last_played_at timestamptz(3),
  watch_later_at timestamptz(3),
  CONSTRAINT activity_pkey PRIMARY KEY (user_id, video_id),
  CONSTRAINT activity_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE,
  CONSTRAINT activity_video_id_fkey FOREIGN KEY (video_id) REFERENCES video (id) ON DELETE CASCADE
);
CREATE INDEX activity_by_video ON activity (video_id);
CREATE INDEX activity_by_last_played ON activity (user_id, last_played_at, video_id) WHERE last_played_at IS NOT NULL;
CREATE INDEX activity_by_plays ON activity (user_id, plays, video_id) WHERE plays > 0;
CREATE INDEX activity_by_play_seconds ON activity (user_id, play_seconds, video_id) WHERE play_seconds > 0;
CREATE INDEX activity_by_resume ON activity (user_id, resume_seconds, video_id) WHERE resume_seconds IS NOT NULL;
CREATE INDEX activity_by_watch_later ON activity (user_id, watch_later_at, video_id) WHERE watch_later_at IS NOT NULL;

-- One sitting of a user with a video. Its id is made by the player, so that a report sent twice counts once.
CREATE TABLE play (
  user_id uuid NOT NULL,
  id uuid NOT NULL,
  video_id uuid NOT NULL,
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  played_seconds double precision NOT NULL,
  counted boolean NOT NULL DEFAULT false,
  CONSTRAINT play_pkey PRIMARY KEY (user_id, id),
  CONSTRAINT play_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE,
  CONSTRAINT play_video_id_fkey FOREIGN KEY (video_id) REFERENCES video (id) ON DELETE CASCADE
);
CREATE INDEX play_by_start ON play (user_id, started_at, id);
CREATE INDEX play_by_video ON play (video_id);

CREATE TABLE saved_view (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  q text NOT NULL,
  sort text NOT NULL,
  layout jsonb NOT NULL,
  is_default boolean NOT NULL,
  pinned boolean NOT NULL,
  place integer NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT saved_view_pkey PRIMARY KEY (id),
  CONSTRAINT saved_view_name_key UNIQUE (user_id, kind, name),
  CONSTRAINT saved_view_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE
);
-- One default for each kind of list.
CREATE UNIQUE INDEX saved_view_default_key ON saved_view (user_id, kind) WHERE is_default;
