-- People have an identity beside keys. Keys show where they are used, and are replaced without a gap.
ALTER TABLE api_keys ADD COLUMN kind                text COLLATE "C" NOT NULL DEFAULT 'key'; -- or person
ALTER TABLE api_keys ADD COLUMN prefix              text COLLATE "C" NULL; -- the visible beginning
ALTER TABLE api_keys ADD COLUMN last_used_at        bigint NULL; -- written at most once a minute
ALTER TABLE api_keys ADD COLUMN networks            text COLLATE "C" NULL; -- where it may be used from; anywhere if null
ALTER TABLE api_keys ADD COLUMN requests_per_minute bigint NULL;
ALTER TABLE api_keys ADD COLUMN former_hash         bytea NULL; -- of the key that was replaced, and works until then
ALTER TABLE api_keys ADD COLUMN former_until        bigint NULL;
CREATE UNIQUE INDEX api_keys_former ON api_keys (former_hash) WHERE former_hash IS NOT NULL;

-- What a person may do who signed in with a token; null: what the key may do.
ALTER TABLE sessions ADD COLUMN channels  text COLLATE "C" NULL;
ALTER TABLE sessions ADD COLUMN teams     text COLLATE "C" NULL;
ALTER TABLE sessions ADD COLUMN locations text COLLATE "C" NULL;
ALTER TABLE sessions ADD COLUMN scopes    text COLLATE "C" NULL;
