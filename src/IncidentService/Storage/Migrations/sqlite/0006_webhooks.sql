-- Who is told of events: a webhook, or a connector that configuration names. What is in the feed up to position has been taken from it.
CREATE TABLE subscriptions (
    id               INTEGER NOT NULL PRIMARY KEY,
    sender           TEXT    NOT NULL,
    name             TEXT    NOT NULL,
    url              TEXT    NULL,
    types            TEXT    NOT NULL,     -- a list, empty for any
    channel          TEXT    NULL,
    secret           BLOB    NULL,         -- in clear, since it signs
    old_secret       BLOB    NULL,         -- signs too until then
    old_secret_until INTEGER NULL,
    state            TEXT    NOT NULL,
    reason           TEXT    NULL,
    state_since      INTEGER NOT NULL,
    version          INTEGER NOT NULL,
    position         INTEGER NOT NULL,
    failing_since    INTEGER NULL,         -- since when nothing has been delivered though it was tried
    last_delivery    INTEGER NOT NULL,
    created_at       INTEGER NOT NULL
);

-- Taken from the feed and not delivered yet: one event of an incident after the other. What is set aside keeps none back.
CREATE TABLE outgoing (
    subscription_id INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    incident_id     INTEGER NOT NULL,
    sequence        INTEGER NOT NULL,
    attempts        INTEGER NOT NULL,
    due_at          INTEGER NOT NULL,
    set_aside_at    INTEGER NULL,
    reason          TEXT    NULL,
    PRIMARY KEY (subscription_id, position)
) WITHOUT ROWID;
CREATE INDEX outgoing_incident ON outgoing (subscription_id, incident_id, position, set_aside_at);

-- The last attempts of each subscription.
CREATE TABLE deliveries (
    subscription_id INTEGER NOT NULL,
    ordinal         INTEGER NOT NULL,
    event_id        TEXT    NOT NULL,
    type            TEXT    NOT NULL,
    attempted_at    INTEGER NOT NULL,
    micros          INTEGER NOT NULL,
    status          INTEGER NULL,
    outcome         TEXT    NOT NULL,
    excerpt         TEXT    NULL,
    PRIMARY KEY (subscription_id, ordinal)
) WITHOUT ROWID;
