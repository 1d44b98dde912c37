-- Where the chain begins once its first entries were pruned: the place and the hash of the last one that was removed.
CREATE TABLE audit_anchors (
    sequence  bigint NOT NULL PRIMARY KEY,
    hash      varbinary(64) NOT NULL,
    pruned_at bigint NOT NULL
);

-- An anchor is added only over a sealed entry, together with an entry that says who prunes. A copy brings it before any entry.
CREATE TRIGGER audit_anchors_append_only ON audit_anchors AFTER INSERT, UPDATE, DELETE AS
IF EXISTS (SELECT 1 FROM deleted) OR (EXISTS (SELECT 1 FROM audit_entries) AND EXISTS (SELECT 1 FROM inserted i WHERE
    NOT EXISTS (SELECT 1 FROM audit_entries e WHERE e.sequence = i.sequence AND e.hash = i.hash)
    OR NOT EXISTS (
        SELECT 1 FROM audit_entries e
        WHERE e.sequence IS NULL AND e.operation = 'audit prune' AND e.item = CAST(i.sequence AS nvarchar(60)))))
    THROW 50000, 'the audit trail is append-only', 1;

-- Entries are deleted only up to an anchor.
DROP TRIGGER audit_entries_append_only;
CREATE TRIGGER audit_entries_append_only ON audit_entries AFTER UPDATE, DELETE AS
IF EXISTS (SELECT 1 FROM deleted d LEFT JOIN inserted i ON i.id = d.id WHERE
    (i.id IS NULL AND (
        d.sequence IS NULL OR EXISTS (SELECT 1 FROM inserted)
        OR d.sequence > coalesce((SELECT max(a.sequence) FROM audit_anchors a), 0)))
    OR (i.id IS NOT NULL AND (d.sequence IS NOT NULL OR NOT EXISTS (
        SELECT
        d.id, d.occurred_at, d.kind, d.operation, d.status, d.times, d.key_id, d.agent, d.agent_verified, d.channel, d.location,
        d.address, d.number, d.item
        INTERSECT SELECT
        i.id, i.occurred_at, i.kind, i.operation, i.status, i.times, i.key_id, i.agent, i.agent_verified, i.channel, i.location,
        i.address, i.number, i.item
)))) THROW 50000, 'the audit trail is append-only', 1;
