-- Numbers that a key has reserved, to hand out while it cannot reach the service. The expiry ends the handing out alone: what was handed out may be opened at any time.
CREATE TABLE number_blocks (
    id         bigint NOT NULL PRIMARY KEY,
    key_id     bigint NOT NULL,
    channel    nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL, -- the one that may open incidents under the numbers
    location   nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    agent      nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    size       bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX number_blocks_key ON number_blocks (key_id, id);

ALTER TABLE numbers ADD block_id bigint NULL;
CREATE INDEX numbers_block ON numbers (block_id, incident_id) WHERE block_id IS NOT NULL;
