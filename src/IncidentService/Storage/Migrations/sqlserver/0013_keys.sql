-- People have an identity beside keys. Keys show where they are used, and are replaced without a gap.
ALTER TABLE api_keys ADD kind                nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL DEFAULT 'key'; -- or person
ALTER TABLE api_keys ADD prefix              nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL; -- the visible beginning
ALTER TABLE api_keys ADD last_used_at        bigint NULL; -- written at most once a minute
ALTER TABLE api_keys ADD networks            nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL; -- where it may be used from; anywhere if null
ALTER TABLE api_keys ADD requests_per_minute bigint NULL;
ALTER TABLE api_keys ADD former_hash         varbinary(64) NULL; -- of the key that was replaced, and works until then
ALTER TABLE api_keys ADD former_until        bigint NULL;
CREATE UNIQUE INDEX api_keys_former ON api_keys (former_hash) WHERE former_hash IS NOT NULL;

-- What a person may do who signed in with a token; null: what the key may do.
ALTER TABLE sessions ADD channels  nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE sessions ADD teams     nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE sessions ADD locations nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE sessions ADD scopes    nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL;

-- Keys that protect the state of a sign-in are longer than other secrets. Babelfish cannot alter a column that is NOT NULL.
CREATE TABLE kept_secrets (
    name  nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    value varbinary(8000) NOT NULL
);
INSERT INTO kept_secrets (name, value) SELECT s.name, s.value FROM secrets s;
DROP TABLE secrets;
CREATE TABLE secrets (
    name  nvarchar(100) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    value varbinary(8000) NOT NULL
);
INSERT INTO secrets (name, value) SELECT s.name, s.value FROM kept_secrets s;
DROP TABLE kept_secrets;
