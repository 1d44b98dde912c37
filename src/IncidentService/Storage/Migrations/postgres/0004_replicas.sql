-- Several replicas on one server: changes run side by side.

-- Which changes were committed: asked where a connection was lost in the middle of a commit. Ids sort by time; old ones are forgotten.
CREATE TABLE commits (
    id           bigint NOT NULL PRIMARY KEY,
    committed_at bigint NOT NULL
);

-- What has no place in the feed yet, in the order in which it gets one.
CREATE INDEX events_unnumbered ON events (occurred_at, incident_id, sequence) WHERE position IS NULL;
INSERT INTO leases (name, holder, fence, expires_at) VALUES ('numbering', 0, 0, 0);
