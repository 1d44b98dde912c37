-- Who did what, when and from where. A background job seals each entry into a chain of hashes.
CREATE TABLE audit_entries (
    id             INTEGER NOT NULL PRIMARY KEY,
    occurred_at    INTEGER NOT NULL,
    kind           TEXT NOT NULL,
    operation      TEXT NOT NULL,
    status         INTEGER NOT NULL,
    times          INTEGER NOT NULL,
    key_id         INTEGER NOT NULL,
    agent          TEXT NULL,
    agent_verified INTEGER NOT NULL,
    channel        TEXT NULL,
    location       TEXT NULL,
    address        TEXT NULL,
    number         INTEGER NULL,
    item           TEXT NULL,
    sequence       INTEGER NULL, -- its place in the chain, once it is sealed
    hash           BLOB NULL -- of its fields and of the entry before it
);
CREATE UNIQUE INDEX audit_entries_sequence ON audit_entries (sequence) WHERE sequence IS NOT NULL;
CREATE INDEX        audit_entries_unsealed ON audit_entries (id) WHERE sequence IS NULL;
CREATE INDEX        audit_entries_number   ON audit_entries (number, id) WHERE number IS NOT NULL;
CREATE INDEX        audit_entries_key      ON audit_entries (key_id, id);
INSERT INTO leases (name, holder, fence, expires_at) VALUES ('audit', 0, 0, 0);

-- Entries are never deleted, and change only by being sealed, once. Whoever owns the table can drop this: the chain then tells.
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
WHEN OLD.sequence IS NOT NULL OR NEW.id <> OLD.id
    OR NEW.occurred_at IS NOT OLD.occurred_at OR NEW.kind IS NOT OLD.kind OR NEW.operation IS NOT OLD.operation
    OR NEW.status IS NOT OLD.status OR NEW.times IS NOT OLD.times OR NEW.key_id IS NOT OLD.key_id
    OR NEW.agent IS NOT OLD.agent OR NEW.agent_verified IS NOT OLD.agent_verified OR NEW.channel IS NOT OLD.channel
    OR NEW.location IS NOT OLD.location OR NEW.address IS NOT OLD.address OR NEW.number IS NOT OLD.number
    OR NEW.item IS NOT OLD.item
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
