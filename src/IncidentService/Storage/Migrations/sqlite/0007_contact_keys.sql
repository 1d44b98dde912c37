-- What made the keys of the contacts, and how far a pass has come that gives them all the keys of another normaliser: it is at this row, or done.
CREATE TABLE contact_keys (
    normaliser  TEXT   NOT NULL PRIMARY KEY,
    incident_id INTEGER NOT NULL,
    ordinal     INTEGER NOT NULL,
    done        INTEGER NOT NULL
) WITHOUT ROWID;
