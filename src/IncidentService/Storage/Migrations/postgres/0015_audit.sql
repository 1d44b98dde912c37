-- Who did what, when and from where. A background job seals each entry into a chain of hashes.
CREATE TABLE audit_entries (
    id             bigint NOT NULL PRIMARY KEY,
    occurred_at    bigint NOT NULL,
    kind           text COLLATE "C" NOT NULL,
    operation      text COLLATE "C" NOT NULL,
    status         bigint NOT NULL,
    times          bigint NOT NULL,
    key_id         bigint NOT NULL,
    agent          text COLLATE "C" NULL,
    agent_verified boolean NOT NULL,
    channel        text COLLATE "C" NULL,
    location       text COLLATE "C" NULL,
    address        text COLLATE "C" NULL,
    number         bigint NULL,
    item           text COLLATE "C" NULL,
    sequence       bigint NULL, -- its place in the chain, once it is sealed
    hash           bytea NULL -- of its fields and of the entry before it
);
CREATE UNIQUE INDEX audit_entries_sequence ON audit_entries (sequence) WHERE sequence IS NOT NULL;
CREATE INDEX        audit_entries_unsealed ON audit_entries (id) WHERE sequence IS NULL;
CREATE INDEX        audit_entries_number   ON audit_entries (number, id) WHERE number IS NOT NULL;
CREATE INDEX        audit_entries_key      ON audit_entries (key_id, id);
INSERT INTO leases (name, holder, fence, expires_at) VALUES ('audit', 0, 0, 0);

-- Entries are never deleted, and change only by being sealed, once. Whoever owns the table can drop this: the chain then tells.
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries FOR EACH ROW WHEN (OLD.sequence IS NOT NULL OR ROW(
    OLD.id, OLD.occurred_at, OLD.kind, OLD.operation, OLD.status, OLD.times, OLD.key_id, OLD.agent, OLD.agent_verified,
    OLD.channel, OLD.location, OLD.address, OLD.number, OLD.item
) IS DISTINCT FROM ROW(
    NEW.id, NEW.occurred_at, NEW.kind, NEW.operation, NEW.status, NEW.times, NEW.key_id, NEW.agent, NEW.agent_verified,
    NEW.channel, NEW.location, NEW.address, NEW.number, NEW.item
)) EXECUTE FUNCTION refuse_audit_change();
