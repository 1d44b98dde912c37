-- What the reports read. Each covers its report, so that no table is touched.

ALTER TABLE incidents ADD COLUMN response_micros   bigint GENERATED ALWAYS AS (first_response_at - opened_at) STORED;
ALTER TABLE incidents ADD COLUMN resolution_micros bigint GENERATED ALWAYS AS (first_resolved_at - opened_at) STORED;

-- In the order of opening, so that a new incident lands on a warm page; the counts of the channels.
CREATE INDEX incidents_report ON incidents (channel, opened_at, response_micros, resolution_micros, first_resolved_with, last_handoff, interactions,
    reopened, disputes, state, survivor_id);
-- In the order of the times themselves, so that a percentile is counted off and nothing sorted.
CREATE INDEX incidents_response   ON incidents (channel, response_micros, opened_at) WHERE response_micros IS NOT NULL;
CREATE INDEX incidents_resolution ON incidents (channel, resolution_micros, opened_at) WHERE resolution_micros IS NOT NULL;

CREATE INDEX lookups_report  ON lookups (channel, occurred_at, outcome, micros, answered_at);
CREATE INDEX lookups_shapes  ON lookups (shape, occurred_at, answer_id) WHERE outcome = 'none';
CREATE INDEX promises_report ON promises (team, kind, promised_at, state, due_at, settled_at);
