CREATE TABLE endpoint (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  url text NOT NULL,
  api_key text NOT NULL,
  last_check jsonb,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX endpoint_name_key ON endpoint (name);
