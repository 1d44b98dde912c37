-- Where the chain begins once its first entries were pruned: the place and the hash of the last one that was removed.
CREATE TABLE audit_anchors (
    sequence  bigint NOT NULL PRIMARY KEY,
    hash      bytea NOT NULL,
    pruned_at bigint NOT NULL
);

-- An anchor is added only over a sealed entry, together with an entry that says who prunes. A copy brings it before any entry.
CREATE OR REPLACE FUNCTION check_audit_anchor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF EXISTS (SELECT 1 FROM audit_entries) AND NOT (
    EXISTS (SELECT 1 FROM audit_entries e WHERE e.sequence = NEW.sequence AND e.hash = NEW.hash)
    AND EXISTS (
        SELECT 1 FROM audit_entries e
        WHERE e.sequence IS NULL AND e.operation = 'audit prune' AND e.item = CAST(NEW.sequence AS text)))
THEN RAISE EXCEPTION 'the audit trail is append-only'; END IF; RETURN NEW; END $$;
CREATE TRIGGER audit_anchors_insert BEFORE INSERT ON audit_anchors FOR EACH ROW EXECUTE FUNCTION check_audit_anchor();
CREATE TRIGGER audit_anchors_no_change BEFORE UPDATE OR DELETE ON audit_anchors FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_anchors_no_truncate BEFORE TRUNCATE ON audit_anchors FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Entries are deleted only up to an anchor.
CREATE OR REPLACE FUNCTION check_audit_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF OLD.sequence IS NULL OR OLD.sequence > coalesce((SELECT max(a.sequence) FROM audit_anchors a), 0)
THEN RAISE EXCEPTION 'the audit trail is append-only'; END IF; RETURN OLD; END $$;
DROP TRIGGER audit_entries_no_delete ON audit_entries;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION check_audit_delete();
