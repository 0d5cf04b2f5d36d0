-- POSTs that were sent with an Idempotency-Key; `answer` is null while the first of them runs.
CREATE TABLE "idempotent_request" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answer" JSON,

    CONSTRAINT "idempotent_request_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "idempotent_request_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "idempotent_request_user_id_key_key" ON "idempotent_request"("user_id", "key");

CREATE INDEX "idempotent_request_started_at_idx" ON "idempotent_request"("started_at");
