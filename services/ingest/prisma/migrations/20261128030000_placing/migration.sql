-- Journal of what is put into a library: the name was free when it was noted, and whoever meets a file of this size there knows its id.
CREATE TABLE placement (
  file_id uuid PRIMARY KEY,
  edit_id uuid NOT NULL,
  library_id uuid NOT NULL REFERENCES library (id) ON DELETE CASCADE,
  path text COLLATE "C" NOT NULL,
  bytes bigint NOT NULL,
  UNIQUE (library_id, path)
);
CREATE INDEX placement_edit ON placement (edit_id);

-- Files that lie in the trash folder of their library, or lay there until somebody deleted them for good.
CREATE TABLE trash (
  file_id uuid PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
  trashed_at timestamptz(3) NOT NULL DEFAULT now(),
  purged boolean NOT NULL DEFAULT false
);
CREATE INDEX trash_by_time ON trash (trashed_at) WHERE NOT purged;
