-- What made the keys of the contacts, and how far a pass has come that gives them all the keys of another normaliser: it is at this row, or done.
CREATE TABLE contact_keys (
    normaliser  text COLLATE "C" NOT NULL PRIMARY KEY,
    incident_id bigint NOT NULL,
    ordinal     bigint NOT NULL,
    done        bigint NOT NULL
);
