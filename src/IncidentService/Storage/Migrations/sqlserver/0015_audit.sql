-- Who did what, when and from where. A background job seals each entry into a chain of hashes.
CREATE TABLE audit_entries (
    id             bigint NOT NULL PRIMARY KEY,
    occurred_at    bigint NOT NULL,
    kind           nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    operation      nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    status         bigint NOT NULL,
    times          bigint NOT NULL,
    key_id         bigint NOT NULL,
    agent          nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    agent_verified bit NOT NULL,
    channel        nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    location       nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    address        nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    number         bigint NULL,
    item           nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    sequence       bigint NULL, -- its place in the chain, once it is sealed
    hash           varbinary(64) NULL -- of its fields and of the entry before it
);
CREATE UNIQUE INDEX audit_entries_sequence ON audit_entries (sequence) WHERE sequence IS NOT NULL;
CREATE INDEX        audit_entries_unsealed ON audit_entries (id) WHERE sequence IS NULL;
CREATE INDEX        audit_entries_number   ON audit_entries (number, id) WHERE number IS NOT NULL;
CREATE INDEX        audit_entries_key      ON audit_entries (key_id, id);
INSERT INTO leases (name, holder, fence, expires_at) VALUES ('audit', 0, 0, 0);

-- Entries are never deleted, and change only by being sealed, once. Whoever owns the table can drop this: the chain then tells.
CREATE TRIGGER audit_entries_append_only ON audit_entries AFTER UPDATE, DELETE AS
IF EXISTS (SELECT 1 FROM deleted d LEFT JOIN inserted i ON i.id = d.id WHERE i.id IS NULL OR d.sequence IS NOT NULL OR NOT EXISTS (
    SELECT
    d.id, d.occurred_at, d.kind, d.operation, d.status, d.times, d.key_id, d.agent, d.agent_verified, d.channel, d.location,
    d.address, d.number, d.item
    INTERSECT SELECT
    i.id, i.occurred_at, i.kind, i.operation, i.status, i.times, i.key_id, i.agent, i.agent_verified, i.channel, i.location,
    i.address, i.number, i.item
)) THROW 50000, 'the audit trail is append-only', 1;
