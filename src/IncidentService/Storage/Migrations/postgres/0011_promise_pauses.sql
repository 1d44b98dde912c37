-- Since when a target's time stands still because the customer is waited on, and how long it stood still before.
ALTER TABLE promises ADD COLUMN paused_at     bigint NULL;
ALTER TABLE promises ADD COLUMN paused_micros bigint NOT NULL DEFAULT 0;
DROP INDEX promises_due;
CREATE INDEX promises_due ON promises (due_at, incident_id, ordinal) WHERE state = 'open' AND paused_at IS NULL;
