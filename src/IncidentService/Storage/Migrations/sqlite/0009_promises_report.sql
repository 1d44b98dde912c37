-- The report on promises reads those made in a range of time, from its index alone.
DROP INDEX promises_report;
CREATE INDEX promises_report ON promises (promised_at, team, kind, state, settled_at, due_at);
