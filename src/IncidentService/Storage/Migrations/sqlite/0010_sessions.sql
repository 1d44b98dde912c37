-- People signed in at the desk with a browser. Only the hash of a session's secret is stored.
CREATE TABLE sessions (
    id         INTEGER NOT NULL PRIMARY KEY,
    hash       BLOB    NOT NULL,
    key_id     INTEGER NOT NULL,
    agent      TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL, -- written at most once a minute
    expires_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX sessions_hash ON sessions (hash);
CREATE INDEX sessions_used ON sessions (used_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);
