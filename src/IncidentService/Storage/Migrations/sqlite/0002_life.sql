-- The whole life of an incident: merging, hand-offs, approvals, promises, resolution, permissions, erasure.

ALTER TABLE incidents ADD COLUMN parent_id           INTEGER NULL;               -- the incident it was merged into; survivor_id is where that chain ends
ALTER TABLE incidents ADD COLUMN members             INTEGER NOT NULL DEFAULT 0; -- how many others live on in this one
ALTER TABLE incidents ADD COLUMN last_approval       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN last_promise        INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN last_handoff        INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN last_in_at          INTEGER NULL;               -- the last message from the customer that a person wrote
ALTER TABLE incidents ADD COLUMN last_out_at         INTEGER NULL;               -- the last message to the customer that a person wrote
ALTER TABLE incidents ADD COLUMN first_response_at   INTEGER NULL;               -- the first of those
ALTER TABLE incidents ADD COLUMN waited_micros       INTEGER NOT NULL DEFAULT 0; -- how long the customer has waited on us, without the wait that still runs
ALTER TABLE incidents ADD COLUMN resolved_at         INTEGER NULL;
ALTER TABLE incidents ADD COLUMN resolver_key        INTEGER NULL;
ALTER TABLE incidents ADD COLUMN resolver_agent      TEXT    NULL;
ALTER TABLE incidents ADD COLUMN first_resolved_at   INTEGER NULL;
ALTER TABLE incidents ADD COLUMN first_resolved_with INTEGER NULL;               -- how many interactions it had taken until then
ALTER TABLE incidents ADD COLUMN closes_at           INTEGER NULL;               -- when the quiet period ends; null while its clock stands
ALTER TABLE incidents ADD COLUMN closed_at           INTEGER NULL;
ALTER TABLE incidents ADD COLUMN closed_by           TEXT    NULL;
ALTER TABLE incidents ADD COLUMN disputes            INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN reopened            INTEGER NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD COLUMN surveyed_at         INTEGER NULL;
ALTER TABLE incidents ADD COLUMN erased_at           INTEGER NULL;               -- when personal data was removed, last

CREATE INDEX incidents_parent  ON incidents (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX incidents_closing ON incidents (closes_at, id) WHERE closes_at IS NOT NULL;
CREATE INDEX incidents_waiting ON incidents (waiting_since, id) WHERE waiting_on = 'us' AND state <> 'closed' AND survivor_id IS NULL;

-- What a till or a rep may honour. Money is in ten-thousandths of the currency; channels and locations are lists, empty for any.
CREATE TABLE approvals (
    incident_id     INTEGER NOT NULL,
    ordinal         INTEGER NOT NULL,
    type            TEXT    NOT NULL,
    item            TEXT    NULL,
    quantity        INTEGER NULL,
    amount          INTEGER NULL,
    currency        TEXT    NULL,
    partial         INTEGER NOT NULL,     -- may be redeemed bit by bit until the amount is used up
    uses            INTEGER NULL,         -- how many times; null where only the amount limits it
    used            INTEGER NOT NULL,
    used_amount     INTEGER NOT NULL,
    valid_from      INTEGER NOT NULL,
    valid_until     INTEGER NULL,
    channels        TEXT    NOT NULL,
    locations       TEXT    NOT NULL,
    granted_at      INTEGER NOT NULL,
    key_id          INTEGER NOT NULL,
    agent           TEXT    NULL,
    channel         TEXT    NOT NULL,
    sequence        INTEGER NOT NULL,     -- the line that tells of the grant
    announced_id    INTEGER NULL,         -- the line that told the customer: of this incident,
    announced_by    INTEGER NULL,         -- with this sequence
    revoked_at      INTEGER NULL,
    revoked_channel TEXT    NULL,
    revoked_agent   TEXT    NULL,
    PRIMARY KEY (incident_id, ordinal)
) WITHOUT ROWID;

-- Each under the till's own transaction id. One that was reversed before it arrived has redeemed_at NULL, and never will be.
CREATE TABLE redemptions (
    incident_id       INTEGER NOT NULL,
    approval          INTEGER NOT NULL,
    transaction_id    TEXT    NOT NULL,
    item              TEXT    NULL,
    quantity          INTEGER NULL,
    amount            INTEGER NULL,
    currency          TEXT    NULL,
    redeemed_at       INTEGER NULL,
    key_id            INTEGER NULL,
    channel           TEXT    NULL,
    location          TEXT    NULL,
    agent             TEXT    NULL,
    reversed_at       INTEGER NULL,
    reversed_channel  TEXT    NULL,
    reversed_location TEXT    NULL,
    reversed_agent    TEXT    NULL,
    PRIMARY KEY (incident_id, approval, transaction_id)
) WITHOUT ROWID;

-- What a key has granted on a day, where its key limits that.
CREATE TABLE grant_days (
    key_id   INTEGER NOT NULL,
    day      INTEGER NOT NULL,            -- days since 1970 in the service's zone
    total    INTEGER NOT NULL,
    PRIMARY KEY (key_id, day)
) WITHOUT ROWID;

ALTER TABLE api_keys ADD COLUMN grant_maximum  INTEGER NULL;  -- ten-thousandths of grant_currency
ALTER TABLE api_keys ADD COLUMN day_maximum    INTEGER NULL;
ALTER TABLE api_keys ADD COLUMN grant_currency TEXT    NULL;

-- What the customer was promised; what was said is the text of the line.
CREATE TABLE promises (
    incident_id  INTEGER NOT NULL,
    ordinal      INTEGER NOT NULL,
    kind         TEXT    NOT NULL,        -- promise; acknowledge, first-response, final-response where a policy made it
    policy       TEXT    NULL,
    state        TEXT    NOT NULL,
    due_at       INTEGER NOT NULL,
    team         TEXT    NULL,
    promised_at  INTEGER NOT NULL,
    channel      TEXT    NULL,
    agent        TEXT    NULL,
    sequence     INTEGER NOT NULL,        -- the line that tells of it
    announced_id INTEGER NULL,
    announced_by INTEGER NULL,
    overdue_at   INTEGER NULL,
    settled_at   INTEGER NULL,
    answered_at  INTEGER NULL,            -- somebody has answered for it; until then it is on the card
    PRIMARY KEY (incident_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX promises_due        ON promises (due_at, incident_id, ordinal) WHERE state = 'open';
CREATE INDEX promises_unanswered ON promises (due_at, incident_id, ordinal) WHERE answered_at IS NULL;

CREATE TABLE handoffs (
    incident_id   INTEGER NOT NULL,
    ordinal       INTEGER NOT NULL,
    state         TEXT    NOT NULL,
    from_channel  TEXT    NOT NULL,
    from_location TEXT    NULL,
    from_team     TEXT    NULL,
    to_channel    TEXT    NOT NULL,
    to_team       TEXT    NULL,
    requested_at  INTEGER NOT NULL,
    agent         TEXT    NULL,
    sequence      INTEGER NOT NULL,       -- the line whose text is the reason
    told_by       INTEGER NULL,           -- the line whose text is what the customer was told
    due_at        INTEGER NULL,
    overdue_at    INTEGER NULL,
    arrived_at    INTEGER NULL,           -- the customer turned up at the receiver's
    settled_at    INTEGER NULL,
    settled_agent TEXT    NULL,
    PRIMARY KEY (incident_id, ordinal)
) WITHOUT ROWID;
CREATE INDEX handoffs_waiting ON handoffs (to_channel, requested_at, incident_id, ordinal) WHERE state = 'open';
CREATE INDEX handoffs_due     ON handoffs (due_at, incident_id, ordinal) WHERE state = 'open' AND overdue_at IS NULL AND due_at IS NOT NULL;

-- Who may be asked for what. The contact is a keyed hash, so that "no more" outlives the contact.
CREATE TABLE permissions (
    contact_hash BLOB    NOT NULL PRIMARY KEY,
    refused_at   INTEGER NULL,
    asked_at     INTEGER NULL
) WITHOUT ROWID;

CREATE TABLE secrets (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- Work that one replica at a time does. The fence rises with each holder, and a change of one that was overtaken is refused.
CREATE TABLE leases (
    name       TEXT    NOT NULL PRIMARY KEY,
    holder     INTEGER NOT NULL,
    fence      INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO leases (name, holder, fence, expires_at) VALUES ('sweeps', 0, 0, 0);
