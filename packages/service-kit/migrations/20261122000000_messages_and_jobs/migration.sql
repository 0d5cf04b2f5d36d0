-- Events written in the transaction of their cause, relayed to the broker after commit, kept for a while to refill a lost broker.
CREATE TABLE outbox (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL,
  subject text NOT NULL,
  payload jsonb NOT NULL,
  correlation_id text NOT NULL,
  traceparent text,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  published_at timestamptz
);
CREATE INDEX outbox_pending ON outbox (seq) WHERE published_at IS NULL;
-- Rows lie in the order of time: a few pages of summary find the old ones, and writing to it costs next to nothing.
CREATE INDEX outbox_published ON outbox USING brin (published_at);

-- When the stream that the relay publishes to was created; another time means that the broker lost everything.
CREATE TABLE relay_state (
  stream text PRIMARY KEY,
  created_at timestamptz NOT NULL
);

-- Events whose effect is in this schema already.
CREATE TABLE inbox (
  consumer text NOT NULL,
  event_id uuid NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_received ON inbox USING brin (received_at);

-- Jobs as people see them. The queue engine delivers them; `attempt` is the fence that a superseded worker cannot pass.
CREATE TABLE job (
  id uuid PRIMARY KEY,
  kind text NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  label text NOT NULL,
  parent_id uuid,
  file_id uuid,
  library_id uuid,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  priority smallint NOT NULL,
  attempt integer NOT NULL DEFAULT 0,
  crashes integer NOT NULL DEFAULT 0,
  tries integer NOT NULL DEFAULT 0,
  cancel_requested boolean NOT NULL DEFAULT false,
  progress jsonb,
  error jsonb,
  message_id uuid NOT NULL,
  correlation_id text NOT NULL,
  traceparent text,
  queued_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz
);
CREATE UNIQUE INDEX job_live_key ON job (kind, key) WHERE state IN ('queued', 'running');
CREATE INDEX job_parent ON job (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX job_live ON job (kind, state) WHERE state IN ('queued', 'running');
CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL;

CREATE TABLE job_queue (
  kind text PRIMARY KEY,
  paused boolean NOT NULL DEFAULT false
);
