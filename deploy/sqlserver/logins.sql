-- The register's database and its logins; sqlcmd takes $(…) from its environment. Run by an administrator in master, once or again.
IF DB_ID('incidents') IS NULL CREATE DATABASE incidents;
GO
IF SUSER_ID('incidents_migrate') IS NULL CREATE LOGIN incidents_migrate WITH PASSWORD = '$(MIGRATE_PASSWORD)', CHECK_POLICY = ON;
IF SUSER_ID('incidents_run') IS NULL CREATE LOGIN incidents_run WITH PASSWORD = '$(RUN_PASSWORD)', CHECK_POLICY = ON;
GO
