-- Where the chain begins once its first entries were pruned: the place and the hash of the last one that was removed.
CREATE TABLE audit_anchors (
    sequence  INTEGER NOT NULL PRIMARY KEY,
    hash      BLOB NOT NULL,
    pruned_at INTEGER NOT NULL
);

-- An anchor is added only over a sealed entry, together with an entry that says who prunes. A copy brings it before any entry.
CREATE TRIGGER audit_anchors_insert BEFORE INSERT ON audit_anchors
WHEN EXISTS (SELECT 1 FROM audit_entries) AND NOT (
    EXISTS (SELECT 1 FROM audit_entries e WHERE e.sequence = NEW.sequence AND e.hash = NEW.hash)
    AND EXISTS (
        SELECT 1 FROM audit_entries e
        WHERE e.sequence IS NULL AND e.operation = 'audit prune' AND e.item = CAST(NEW.sequence AS TEXT)))
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_anchors_no_delete BEFORE DELETE ON audit_anchors
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_anchors_no_update BEFORE UPDATE ON audit_anchors
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

-- Entries are deleted only up to an anchor.
DROP TRIGGER audit_entries_no_delete;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
WHEN OLD.sequence IS NULL OR OLD.sequence > coalesce((SELECT max(a.sequence) FROM audit_anchors a), 0)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

-- REPLACE deletes the row that is in its way without a trigger.
CREATE TRIGGER audit_entries_no_replace BEFORE INSERT ON audit_entries
WHEN EXISTS (SELECT 1 FROM audit_entries e WHERE e.id = NEW.id)
    OR EXISTS (SELECT 1 FROM audit_entries e WHERE e.sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_entries_no_replacing_update BEFORE UPDATE OF sequence ON audit_entries
WHEN EXISTS (SELECT 1 FROM audit_entries e WHERE e.sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_anchors_no_replace BEFORE INSERT ON audit_anchors
WHEN EXISTS (SELECT 1 FROM audit_anchors a WHERE a.sequence = NEW.sequence)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
