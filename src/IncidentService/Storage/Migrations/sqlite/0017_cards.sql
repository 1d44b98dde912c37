-- Cards as they are sent, so that reading one takes one row. Each belongs to a version of its incident, and to a
-- format of the program; where it is of another one, or missing, the card is put together from the other tables.
CREATE TABLE cards (
    incident_id INTEGER NOT NULL PRIMARY KEY,
    version     INTEGER NOT NULL,
    format      INTEGER NOT NULL,
    compressed  INTEGER NOT NULL, -- by Brotli
    body        BLOB NOT NULL
);

-- How far the incidents of before have been given their cards of a format, newest first: down to this id, and to 0 once all have theirs.
CREATE TABLE card_formats (
    format    INTEGER NOT NULL PRIMARY KEY,
    filled_to INTEGER NOT NULL
);
INSERT INTO leases (name, holder, fence, expires_at) VALUES ('cards', 0, 0, 0);
INSERT INTO card_formats (format, filled_to) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM incidents);
