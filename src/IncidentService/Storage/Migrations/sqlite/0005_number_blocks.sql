-- Numbers that a key has reserved, to hand out while it cannot reach the service. The expiry ends the handing out alone: what was handed out may be opened at any time.
CREATE TABLE number_blocks (
    id         INTEGER NOT NULL PRIMARY KEY,
    key_id     INTEGER NOT NULL,
    channel    TEXT    NOT NULL,          -- the one that may open incidents under the numbers
    location   TEXT    NULL,
    agent      TEXT    NULL,
    size       INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);
CREATE INDEX number_blocks_key ON number_blocks (key_id, id);

ALTER TABLE numbers ADD COLUMN block_id INTEGER NULL;
CREATE INDEX numbers_block ON numbers (block_id, incident_id) WHERE block_id IS NOT NULL;
