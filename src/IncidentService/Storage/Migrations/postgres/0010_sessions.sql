-- People signed in at the desk with a browser. Only the hash of a session's secret is stored.
CREATE TABLE sessions (
    id         bigint NOT NULL PRIMARY KEY,
    hash       bytea NOT NULL,
    key_id     bigint NOT NULL,
    agent      text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    used_at    bigint NOT NULL, -- written at most once a minute
    expires_at bigint NOT NULL
);
CREATE UNIQUE INDEX sessions_hash ON sessions (hash);
CREATE INDEX sessions_used ON sessions (used_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);
