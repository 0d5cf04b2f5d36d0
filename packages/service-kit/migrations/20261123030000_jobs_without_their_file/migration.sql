-- Jobs that ended because there was nothing to work on. What people cancel has no error.
CREATE INDEX job_without_file ON job (id) WHERE state = 'cancelled' AND error IS NOT NULL;
