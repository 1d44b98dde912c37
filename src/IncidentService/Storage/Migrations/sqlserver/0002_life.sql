-- The whole life of an incident: merging, hand-offs, approvals, promises, resolution, permissions, erasure.

ALTER TABLE incidents ADD parent_id           bigint NULL; -- the incident it was merged into; survivor_id is where that chain ends
ALTER TABLE incidents ADD members             bigint NOT NULL DEFAULT 0; -- how many others live on in this one
ALTER TABLE incidents ADD last_approval       bigint NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD last_promise        bigint NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD last_handoff        bigint NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD last_in_at          bigint NULL; -- the last message from the customer that a person wrote
ALTER TABLE incidents ADD last_out_at         bigint NULL; -- the last message to the customer that a person wrote
ALTER TABLE incidents ADD first_response_at   bigint NULL; -- the first of those
ALTER TABLE incidents ADD waited_micros       bigint NOT NULL DEFAULT 0; -- how long the customer has waited on us, without the wait that still runs
ALTER TABLE incidents ADD resolved_at         bigint NULL;
ALTER TABLE incidents ADD resolver_key        bigint NULL;
ALTER TABLE incidents ADD resolver_agent      nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE incidents ADD first_resolved_at   bigint NULL;
ALTER TABLE incidents ADD first_resolved_with bigint NULL; -- how many interactions it had taken until then
ALTER TABLE incidents ADD closes_at           bigint NULL; -- when the quiet period ends; null while its clock stands
ALTER TABLE incidents ADD closed_at           bigint NULL;
ALTER TABLE incidents ADD closed_by           nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE incidents ADD disputes            bigint NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD reopened            bigint NOT NULL DEFAULT 0;
ALTER TABLE incidents ADD surveyed_at         bigint NULL;
ALTER TABLE incidents ADD erased_at           bigint NULL; -- when personal data was removed, last

CREATE INDEX incidents_parent  ON incidents (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX incidents_closing ON incidents (closes_at, id) WHERE closes_at IS NOT NULL;
CREATE INDEX incidents_waiting ON incidents (waiting_since, id) WHERE waiting_on = 'us' AND state <> 'closed' AND survivor_id IS NULL;

-- What a till or a rep may honour. Money is in ten-thousandths of the currency; channels and locations are lists, empty for any.
CREATE TABLE approvals (
    incident_id     bigint NOT NULL,
    ordinal         bigint NOT NULL,
    type            nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    item            nvarchar(250) COLLATE Latin1_General_100_BIN2 NULL,
    quantity        bigint NULL,
    amount          bigint NULL,
    currency        nvarchar(3) COLLATE Latin1_General_100_BIN2 NULL,
    partial         bit NOT NULL, -- may be redeemed bit by bit until the amount is used up
    uses            bigint NULL, -- how many times; null where only the amount limits it
    used            bigint NOT NULL,
    used_amount     bigint NOT NULL,
    valid_from      bigint NOT NULL,
    valid_until     bigint NULL,
    channels        nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    locations       nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    granted_at      bigint NOT NULL,
    key_id          bigint NOT NULL,
    agent           nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    channel         nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    sequence        bigint NOT NULL, -- the line that tells of the grant
    announced_id    bigint NULL, -- the line that told the customer: of this incident,
    announced_by    bigint NULL, -- with this sequence
    revoked_at      bigint NULL,
    revoked_channel nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    revoked_agent   nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    PRIMARY KEY (incident_id, ordinal)
);

-- Each under the till's own transaction id. One that was reversed before it arrived has redeemed_at NULL, and never will be.
CREATE TABLE redemptions (
    incident_id       bigint NOT NULL,
    approval          bigint NOT NULL,
    transaction_id    nvarchar(250) COLLATE Latin1_General_100_BIN2 NOT NULL,
    item              nvarchar(250) COLLATE Latin1_General_100_BIN2 NULL,
    quantity          bigint NULL,
    amount            bigint NULL,
    currency          nvarchar(3) COLLATE Latin1_General_100_BIN2 NULL,
    redeemed_at       bigint NULL,
    key_id            bigint NULL,
    channel           nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    location          nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    agent             nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    reversed_at       bigint NULL,
    reversed_channel  nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    reversed_location nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    reversed_agent    nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    PRIMARY KEY (incident_id, approval, transaction_id)
);

-- What a key has granted on a day, where its key limits that.
CREATE TABLE grant_days (
    key_id   bigint NOT NULL,
    day      bigint NOT NULL, -- days since 1970 in the service's zone
    total    bigint NOT NULL,
    PRIMARY KEY (key_id, day)
);

ALTER TABLE api_keys ADD grant_maximum  bigint NULL; -- ten-thousandths of grant_currency
ALTER TABLE api_keys ADD day_maximum    bigint NULL;
ALTER TABLE api_keys ADD grant_currency nvarchar(3) COLLATE Latin1_General_100_BIN2 NULL;

-- What the customer was promised; what was said is the text of the line.
CREATE TABLE promises (
    incident_id  bigint NOT NULL,
    ordinal      bigint NOT NULL,
    kind         nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL, -- promise; acknowledge, first-response, final-response where a policy made it
    policy       nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    state        nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    due_at       bigint NOT NULL,
    team         nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    promised_at  bigint NOT NULL,
    channel      nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    agent        nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    sequence     bigint NOT NULL, -- the line that tells of it
    announced_id bigint NULL,
    announced_by bigint NULL,
    overdue_at   bigint NULL,
    settled_at   bigint NULL,
    answered_at  bigint NULL, -- somebody has answered for it; until then it is on the card
    PRIMARY KEY (incident_id, ordinal)
);
CREATE INDEX promises_due        ON promises (due_at, incident_id, ordinal) WHERE state = 'open';
CREATE INDEX promises_unanswered ON promises (due_at, incident_id, ordinal) WHERE answered_at IS NULL;

CREATE TABLE handoffs (
    incident_id   bigint NOT NULL,
    ordinal       bigint NOT NULL,
    state         nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    from_channel  nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    from_location nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    from_team     nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    to_channel    nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    to_team       nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    requested_at  bigint NOT NULL,
    agent         nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    sequence      bigint NOT NULL, -- the line whose text is the reason
    told_by       bigint NULL, -- the line whose text is what the customer was told
    due_at        bigint NULL,
    overdue_at    bigint NULL,
    arrived_at    bigint NULL, -- the customer turned up at the receiver's
    settled_at    bigint NULL,
    settled_agent nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    PRIMARY KEY (incident_id, ordinal)
);
CREATE INDEX handoffs_waiting ON handoffs (to_channel, requested_at, incident_id, ordinal) WHERE state = 'open';
CREATE INDEX handoffs_due     ON handoffs (due_at, incident_id, ordinal) WHERE state = 'open' AND overdue_at IS NULL AND due_at IS NOT NULL;

-- Who may be asked for what. The contact is a keyed hash, so that "no more" outlives the contact.
CREATE TABLE permissions (
    contact_hash varbinary(64) NOT NULL PRIMARY KEY,
    refused_at   bigint NULL,
    asked_at     bigint NULL
);

CREATE TABLE secrets (
    name  nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    value varbinary(64) NOT NULL
);

-- Work that one replica at a time does. The fence rises with each holder, and a change of one that was overtaken is refused.
CREATE TABLE leases (
    name       nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    holder     bigint NOT NULL,
    fence      bigint NOT NULL,
    expires_at bigint NOT NULL
);
INSERT INTO leases (name, holder, fence, expires_at) VALUES ('sweeps', 0, 0, 0);
