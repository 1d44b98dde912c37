-- The trace in which an event happened (W3C traceparent), where somebody records it. Webhooks carry it on.
ALTER TABLE events ADD COLUMN trace_parent varchar(55) NULL;
