-- What conversions cost on this machine: later ones are told how long they will take by it. The newest two hundred are kept.
CREATE TABLE conversion (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  codec text NOT NULL,
  quality text NOT NULL,
  -- Pixels that were decoded, and that were encoded.
  decoded float8 NOT NULL,
  encoded float8 NOT NULL,
  seconds float8 NOT NULL,
  done_at timestamptz(3) NOT NULL DEFAULT now()
);
