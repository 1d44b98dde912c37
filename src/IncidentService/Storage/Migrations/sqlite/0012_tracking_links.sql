-- Personal links to the customer's page. The token is kept as its hash alone; whom a link is for stands in the contacts.
CREATE TABLE tracking_links (
    id              INTEGER NOT NULL PRIMARY KEY,
    incident_id     INTEGER NOT NULL,
    contact_id      INTEGER NULL,     -- the incident whose contact it is for,
    contact_ordinal INTEGER NULL,     -- with this ordinal
    hash            BLOB    NOT NULL,
    key_id          INTEGER NOT NULL,
    channel         TEXT    NOT NULL,
    agent           TEXT    NULL,
    created_at      INTEGER NOT NULL,
    expires_at      INTEGER NOT NULL,
    revoked_at      INTEGER NULL
);
CREATE UNIQUE INDEX tracking_links_hash     ON tracking_links (hash);
CREATE INDEX        tracking_links_incident ON tracking_links (incident_id, id);
CREATE INDEX        tracking_links_contact  ON tracking_links (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX        tracking_links_expiry   ON tracking_links (expires_at, id);
