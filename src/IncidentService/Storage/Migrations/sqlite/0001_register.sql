-- Instants are microseconds since 1970 UTC; ids are made by the program and sort by time.

-- Every number ever issued. A number without an incident is reserved by the key that holds it.
CREATE TABLE numbers (
    number      INTEGER NOT NULL PRIMARY KEY,
    incident_id INTEGER NULL,
    reserved_by INTEGER NULL,
    issued_at   INTEGER NOT NULL
);

CREATE TABLE incidents (
    id            INTEGER NOT NULL PRIMARY KEY,
    number        INTEGER NOT NULL,
    survivor_id   INTEGER NULL,           -- where a merged incident lives on
    version       INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL,
    last_contact  INTEGER NOT NULL,
    state         TEXT    NOT NULL,
    subject_part  INTEGER NULL,           -- the text that is the subject: texts (id, subject_part)
    category      TEXT    NULL,
    team          TEXT    NULL,
    channel       TEXT    NOT NULL,
    location      TEXT    NULL,
    opened_at     INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    waiting_on    TEXT    NOT NULL,
    waiting_since INTEGER NOT NULL,
    interactions  INTEGER NOT NULL,
    wait_seconds  INTEGER NOT NULL,
    mismatch_id   INTEGER NULL            -- the incident whose number was quoted by somebody it does not know
);
CREATE INDEX incidents_opened   ON incidents (opened_at, id);
CREATE INDEX incidents_survivor ON incidents (survivor_id) WHERE survivor_id IS NOT NULL;

-- The append-only timeline, which is also feed and outbox. position is the order of the feed.
CREATE TABLE events (
    incident_id  INTEGER NOT NULL,
    sequence     INTEGER NOT NULL,
    position     INTEGER NULL,
    occurred_at  INTEGER NOT NULL,
    type         TEXT    NOT NULL,
    channel      TEXT    NULL,
    location     TEXT    NULL,
    team         TEXT    NULL,
    key_id       INTEGER NOT NULL,
    agent        TEXT    NULL,
    interaction  INTEGER NULL,            -- the customer was there for the n-th time
    wait_seconds INTEGER NULL,
    facts        TEXT    NULL,            -- JSON; ids and facts only, never a personal value
    PRIMARY KEY (incident_id, sequence)
) WITHOUT ROWID;
CREATE UNIQUE INDEX events_position ON events (position) WHERE position IS NOT NULL;

-- One of the two tables that hold personal values. owner_id is an incident (part: the event's sequence), a look-up or a command (part 0).
CREATE TABLE texts (
    owner_id    INTEGER NOT NULL,
    part        INTEGER NOT NULL,
    body        TEXT    NOT NULL,
    attachments TEXT    NULL,
    PRIMARY KEY (owner_id, part)
) WITHOUT ROWID;

-- The other one. A removed contact keeps its ordinal and loses its values.
CREATE TABLE contacts (
    incident_id INTEGER NOT NULL,
    ordinal     INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    value       TEXT    NULL,
    lookup_key  TEXT    NULL,
    added_at    INTEGER NOT NULL,
    PRIMARY KEY (incident_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX contacts_lookup ON contacts (lookup_key, incident_id) WHERE lookup_key IS NOT NULL;

-- holder is 0 in an exclusive system, which lets one incident hold a value; the incident's id in a shared one; the look-up's of what it taught.
CREATE TABLE incident_references (
    lookup_value TEXT    NOT NULL,
    system       TEXT    NOT NULL,
    holder       INTEGER NOT NULL,
    incident_id  INTEGER NOT NULL,
    value        TEXT    NOT NULL,
    taught_by    INTEGER NULL,            -- the look-up that taught it
    added_at     INTEGER NOT NULL,
    PRIMARY KEY (lookup_value, system, holder)
) WITHOUT ROWID;
CREATE INDEX incident_references_incident ON incident_references (incident_id, added_at);
CREATE INDEX incident_references_taught ON incident_references (taught_by) WHERE taught_by IS NOT NULL;

-- message_id is the digest of what the system calls it, which may hold an address.
CREATE TABLE messages (
    system      TEXT    NOT NULL,
    message_id  TEXT    NOT NULL,
    incident_id INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    PRIMARY KEY (system, message_id)
) WITHOUT ROWID;

CREATE TABLE words (
    word        TEXT    NOT NULL,
    incident_id INTEGER NOT NULL,
    PRIMARY KEY (word, incident_id)
) WITHOUT ROWID;

CREATE TABLE lookups (
    id               INTEGER NOT NULL PRIMARY KEY,
    occurred_at      INTEGER NOT NULL,
    key_id           INTEGER NOT NULL,
    channel          TEXT    NOT NULL,
    location         TEXT    NULL,
    agent            TEXT    NULL,
    outcome          TEXT    NOT NULL,
    micros           INTEGER NOT NULL,
    incident_id      INTEGER NULL,
    shape            TEXT    NULL,
    customer_present INTEGER NOT NULL,
    wait_seconds     INTEGER NULL,
    counted          INTEGER NOT NULL,    -- its interaction has been recorded
    answer_id        INTEGER NULL,        -- the incident somebody found later
    answered_at      INTEGER NULL
);
CREATE INDEX lookups_missed ON lookups (id) WHERE outcome = 'none';
CREATE INDEX lookups_answer ON lookups (answer_id) WHERE answer_id IS NOT NULL;

CREATE TABLE api_keys (
    id         INTEGER NOT NULL PRIMARY KEY,
    name       TEXT    NOT NULL,
    hash       BLOB    NOT NULL,
    channels   TEXT    NOT NULL,
    teams      TEXT    NOT NULL,
    locations  TEXT    NOT NULL,
    scopes     TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NULL,
    revoked_at INTEGER NULL
);
CREATE UNIQUE INDEX api_keys_hash ON api_keys (hash);

-- What a caller's Idempotency-Key (command_key is its digest) was answered; the body, if any, is texts (id, 0).
CREATE TABLE commands (
    key_id      INTEGER NOT NULL,
    command_key TEXT    NOT NULL,
    id          INTEGER NOT NULL,
    fingerprint BLOB    NOT NULL,
    incident_id INTEGER NULL,
    status      INTEGER NOT NULL,
    etag        TEXT    NULL,
    location    TEXT    NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (key_id, command_key)
) WITHOUT ROWID;
CREATE INDEX commands_answered ON commands (answered_at);
CREATE INDEX commands_incident ON commands (incident_id) WHERE incident_id IS NOT NULL;
