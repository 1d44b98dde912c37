-- The two users of a register on SQL Server: one that changes its schema, one that serves it. Run by an administrator in the register's database,
-- before the first migration: sqlcmd -d incidents -i roles.sql. It may be run again: after the first migration, that also takes the record of
-- the migrations and the pruning of the audit trail out of the serving user's hands. logins.sql makes the logins before, with passwords that stand in no file.

IF USER_ID('incidents_migrate') IS NULL CREATE USER incidents_migrate FOR LOGIN incidents_migrate WITH DEFAULT_SCHEMA = dbo;
IF USER_ID('incidents_run') IS NULL CREATE USER incidents_run FOR LOGIN incidents_run WITH DEFAULT_SCHEMA = dbo;
GO

-- Cards are read as of one moment, which the database has to allow, and readers do not wait for writers. It is set here, since neither user may.
ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON;
IF EXISTS (SELECT 1 FROM sys.databases WHERE database_id = DB_ID() AND is_read_committed_snapshot_on = 0)
    ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE; -- ends the transactions of others, once
GO

GRANT CREATE TABLE TO incidents_migrate;
GRANT ALTER, REFERENCES, SELECT, INSERT, UPDATE, DELETE ON SCHEMA::dbo TO incidents_migrate;

-- The serving user reads and writes rows, and can neither alter nor drop.
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::dbo TO incidents_run;
IF OBJECT_ID('dbo.migrations') IS NOT NULL DENY INSERT, UPDATE, DELETE ON dbo.migrations TO incidents_run;
IF OBJECT_ID('dbo.audit_anchors') IS NOT NULL DENY INSERT, UPDATE, DELETE ON dbo.audit_anchors TO incidents_run;
-- Each entry gets its place in the chain, once. The other columns are denied by name: whether a denial of the whole table would leave these two
-- depends on a setting of the server ("common criteria compliance enabled").
IF OBJECT_ID('dbo.audit_entries') IS NOT NULL
BEGIN
    DENY DELETE ON dbo.audit_entries TO incidents_run;
    DENY UPDATE (id, occurred_at, kind, operation, status, times, key_id, agent, agent_verified, channel, location, address, number, item)
        ON dbo.audit_entries TO incidents_run;
    GRANT UPDATE (sequence, hash) ON dbo.audit_entries TO incidents_run;
END
GO
