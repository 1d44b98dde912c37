-- The two roles of a register on PostgreSQL: one that changes its schema, one that serves it. Run by an administrator in the register's
-- database, before the first migration: psql --dbname incidents --file roles.sql. It may be run again: after the first migration, that also
-- takes the record of the migrations and the pruning of the audit trail out of the serving role's hands.
-- Passwords are not in here: \password incidents_migrate and \password incidents_run in psql ask for them, and send them hashed.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'incidents_migrate') THEN
        CREATE ROLE incidents_migrate LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'incidents_run') THEN
        CREATE ROLE incidents_run LOGIN;
    END IF;
    -- Nobody else comes in, and nobody makes temporary tables.
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO incidents_migrate, incidents_run', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO incidents_migrate;
GRANT USAGE ON SCHEMA public TO incidents_run;

-- What the migrating role makes, it owns; the serving role reads and writes the rows, and can neither alter, drop, truncate nor index.
DO $$
BEGIN
    EXECUTE format('GRANT incidents_migrate TO %I', current_user); -- to set what its tables grant; a superuser needs it not
    ALTER DEFAULT PRIVILEGES FOR ROLE incidents_migrate IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO incidents_run;
    IF to_regclass('public.migrations') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON public.migrations FROM incidents_run;
    END IF;
    IF to_regclass('public.audit_anchors') IS NOT NULL THEN
        REVOKE INSERT, UPDATE, DELETE ON public.audit_anchors FROM incidents_run;
        REVOKE UPDATE, DELETE ON public.audit_entries FROM incidents_run;
        GRANT UPDATE (sequence, hash) ON public.audit_entries TO incidents_run; -- each entry gets its place in the chain, once
    END IF;
    EXECUTE format('REVOKE incidents_migrate FROM %I', current_user);
END
$$;
