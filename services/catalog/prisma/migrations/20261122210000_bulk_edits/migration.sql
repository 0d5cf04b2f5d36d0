-- Bulk edits, kept for a while so that they can be undone. The job that carries one out, where it is large, knows whether it was cancelled or failed.
CREATE TABLE bulk_edit (
  id uuid NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  change jsonb NOT NULL,
  q text,
  user_id uuid,
  job_id uuid,
  matched integer NOT NULL DEFAULT 0,
  changed integer NOT NULL DEFAULT 0,
  unchanged integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  undone integer NOT NULL DEFAULT 0,
  kept integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT bulk_edit_pkey PRIMARY KEY (id),
  CONSTRAINT bulk_edit_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE SET NULL,
  CONSTRAINT bulk_edit_state_check CHECK (state IN ('running', 'done', 'undoing', 'undone'))
);
CREATE INDEX bulk_edit_by_user ON bulk_edit (user_id);

-- What an edit found when it began, and what became of each: no outcome is not done yet. before and after hold the changed fields, for undo.
-- No foreign key to bulk_edit: there may be a million rows of one edit, and nobody but its own code makes and deletes them.
CREATE TABLE bulk_edit_item (
  edit_id uuid NOT NULL,
  item_id uuid NOT NULL,
  outcome text,
  kept text[] NOT NULL DEFAULT '{}',
  error jsonb,
  before jsonb,
  after jsonb,
  CONSTRAINT bulk_edit_item_pkey PRIMARY KEY (edit_id, item_id),
  CONSTRAINT bulk_edit_item_outcome_check CHECK (outcome IN ('changed', 'unchanged', 'failed', 'undone', 'kept'))
);
