-- Cards as they are sent, so that reading one takes one row. Each belongs to a version of its incident, and to a
-- format of the program; where it is of another one, or missing, the card is put together from the other tables.
CREATE TABLE cards (
    incident_id bigint NOT NULL PRIMARY KEY,
    version     bigint NOT NULL,
    format      bigint NOT NULL,
    compressed  boolean NOT NULL, -- by Brotli
    body        bytea NOT NULL
);

-- How far the incidents of before have been given their cards of a format, newest first: down to this id, and to 0 once all have theirs.
CREATE TABLE card_formats (
    format    bigint NOT NULL PRIMARY KEY,
    filled_to bigint NOT NULL
);
INSERT INTO leases (name, holder, fence, expires_at) VALUES ('cards', 0, 0, 0);
INSERT INTO card_formats (format, filled_to) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM incidents);
