-- What happened to many things at once is one message: a row holds `payload`, or `payloads`, a JSON array of what would have been many rows.
-- Text, as nobody looks into it here. Stored as it is: compressing it would cost more than the disk it saves.
ALTER TABLE outbox ADD COLUMN payloads text, ALTER COLUMN payload DROP NOT NULL, ADD CONSTRAINT outbox_content CHECK (num_nonnulls(payload, payloads) = 1);
ALTER TABLE outbox ALTER COLUMN payloads SET STORAGE EXTERNAL;

-- Where the events of one message had to be taken one by one: those whose effect is here. Null means all.
ALTER TABLE inbox ADD COLUMN parts integer[];
