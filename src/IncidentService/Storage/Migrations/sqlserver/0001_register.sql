-- Instants are microseconds since 1970 UTC; ids are made by the program and sort by time.

-- Every number ever issued. A number without an incident is reserved by the key that holds it.
CREATE TABLE numbers (
    number      bigint NOT NULL PRIMARY KEY,
    incident_id bigint NULL,
    reserved_by bigint NULL,
    issued_at   bigint NOT NULL
);

CREATE TABLE incidents (
    id            bigint NOT NULL PRIMARY KEY,
    number        bigint NOT NULL,
    survivor_id   bigint NULL, -- where a merged incident lives on
    version       bigint NOT NULL,
    last_sequence bigint NOT NULL,
    last_contact  bigint NOT NULL,
    state         nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    subject_part  bigint NULL, -- the text that is the subject: texts (id, subject_part)
    category      nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    team          nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    channel       nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    location      nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    opened_at     bigint NOT NULL,
    updated_at    bigint NOT NULL,
    waiting_on    nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    waiting_since bigint NOT NULL,
    interactions  bigint NOT NULL,
    wait_seconds  bigint NOT NULL,
    mismatch_id   bigint NULL -- the incident whose number was quoted by somebody it does not know
);
CREATE INDEX incidents_opened   ON incidents (opened_at, id);
CREATE INDEX incidents_survivor ON incidents (survivor_id) WHERE survivor_id IS NOT NULL;

-- The append-only timeline, which is also feed and outbox. position is the order of the feed.
CREATE TABLE events (
    incident_id  bigint NOT NULL,
    sequence     bigint NOT NULL,
    position     bigint NULL,
    occurred_at  bigint NOT NULL,
    type         nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    channel      nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    location     nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    team         nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    key_id       bigint NOT NULL,
    agent        nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    interaction  bigint NULL, -- the customer was there for the n-th time
    wait_seconds bigint NULL,
    facts        nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL, -- JSON; ids and facts only, never a personal value
    PRIMARY KEY (incident_id, sequence)
);
CREATE UNIQUE INDEX events_position ON events (position) WHERE position IS NOT NULL;

-- One of the two tables that hold personal values. owner_id is an incident (part: the event's sequence), a look-up or a command (part 0).
CREATE TABLE texts (
    owner_id    bigint NOT NULL,
    part        bigint NOT NULL,
    body        nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    attachments nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    PRIMARY KEY (owner_id, part)
);

-- The other one. A removed contact keeps its ordinal and loses its values.
CREATE TABLE contacts (
    incident_id bigint NOT NULL,
    ordinal     bigint NOT NULL,
    kind        nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    value       nvarchar(250) COLLATE Latin1_General_100_BIN2 NULL,
    lookup_key  nvarchar(300) COLLATE Latin1_General_100_BIN2 NULL,
    added_at    bigint NOT NULL,
    PRIMARY KEY (incident_id, ordinal)
);
CREATE INDEX contacts_lookup ON contacts (lookup_key, incident_id) WHERE lookup_key IS NOT NULL;

-- holder is 0 in an exclusive system, which lets one incident hold a value; the incident's id in a shared one; the look-up's of what it taught.
CREATE TABLE incident_references (
    lookup_value nvarchar(250) COLLATE Latin1_General_100_BIN2 NOT NULL,
    system       nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    holder       bigint NOT NULL,
    incident_id  bigint NOT NULL,
    value        nvarchar(250) COLLATE Latin1_General_100_BIN2 NOT NULL,
    taught_by    bigint NULL, -- the look-up that taught it
    added_at     bigint NOT NULL,
    PRIMARY KEY (lookup_value, system, holder)
);
CREATE INDEX incident_references_incident ON incident_references (incident_id, added_at);
CREATE INDEX incident_references_taught ON incident_references (taught_by) WHERE taught_by IS NOT NULL;

-- message_id is the digest of what the system calls it, which may hold an address.
CREATE TABLE messages (
    system      nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    message_id  nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident_id bigint NOT NULL,
    sequence    bigint NOT NULL,
    PRIMARY KEY (system, message_id)
);

CREATE TABLE words (
    word        nvarchar(50) COLLATE Latin1_General_100_BIN2 NOT NULL,
    incident_id bigint NOT NULL,
    PRIMARY KEY (word, incident_id)
);

CREATE TABLE lookups (
    id               bigint NOT NULL PRIMARY KEY,
    occurred_at      bigint NOT NULL,
    key_id           bigint NOT NULL,
    channel          nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    location         nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    agent            nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    outcome          nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    micros           bigint NOT NULL,
    incident_id      bigint NULL,
    shape            nvarchar(250) COLLATE Latin1_General_100_BIN2 NULL,
    customer_present bit NOT NULL,
    wait_seconds     bigint NULL,
    counted          bit NOT NULL, -- its interaction has been recorded
    answer_id        bigint NULL, -- the incident somebody found later
    answered_at      bigint NULL
);
CREATE INDEX lookups_missed ON lookups (id) WHERE outcome = 'none';
CREATE INDEX lookups_answer ON lookups (answer_id) WHERE answer_id IS NOT NULL;

CREATE TABLE api_keys (
    id         bigint NOT NULL PRIMARY KEY,
    name       nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    hash       varbinary(64) NOT NULL,
    channels   nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    teams      nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    locations  nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    scopes     nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NULL,
    revoked_at bigint NULL
);
CREATE UNIQUE INDEX api_keys_hash ON api_keys (hash);

-- What a caller's Idempotency-Key (command_key is its digest) was answered; the body, if any, is texts (id, 0).
CREATE TABLE commands (
    key_id      bigint NOT NULL,
    command_key nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    id          bigint NOT NULL,
    fingerprint varbinary(64) NOT NULL,
    incident_id bigint NULL,
    status      bigint NOT NULL,
    etag        nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL,
    location    nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    answered_at bigint NOT NULL,
    PRIMARY KEY (key_id, command_key)
);
CREATE INDEX commands_answered ON commands (answered_at);
CREATE INDEX commands_incident ON commands (incident_id) WHERE incident_id IS NOT NULL;
