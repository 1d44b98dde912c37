-- People have an identity beside keys. Keys show where they are used, and are replaced without a gap.
ALTER TABLE api_keys ADD COLUMN kind                TEXT NOT NULL DEFAULT 'key'; -- or person
ALTER TABLE api_keys ADD COLUMN prefix              TEXT    NULL; -- the visible beginning
ALTER TABLE api_keys ADD COLUMN last_used_at        INTEGER NULL; -- written at most once a minute
ALTER TABLE api_keys ADD COLUMN networks            TEXT    NULL; -- where it may be used from; anywhere if null
ALTER TABLE api_keys ADD COLUMN requests_per_minute INTEGER NULL;
ALTER TABLE api_keys ADD COLUMN former_hash         BLOB    NULL; -- of the key that was replaced, and works until then
ALTER TABLE api_keys ADD COLUMN former_until        INTEGER NULL;
CREATE UNIQUE INDEX api_keys_former ON api_keys (former_hash) WHERE former_hash IS NOT NULL;

-- What a person may do who signed in with a token; null: what the key may do.
ALTER TABLE sessions ADD COLUMN channels  TEXT NULL;
ALTER TABLE sessions ADD COLUMN teams     TEXT NULL;
ALTER TABLE sessions ADD COLUMN locations TEXT NULL;
ALTER TABLE sessions ADD COLUMN scopes    TEXT NULL;
