-- Personal links to the customer's page. The token is kept as its hash alone; whom a link is for stands in the contacts.
CREATE TABLE tracking_links (
    id              bigint NOT NULL PRIMARY KEY,
    incident_id     bigint NOT NULL,
    contact_id      bigint NULL,     -- the incident whose contact it is for,
    contact_ordinal bigint NULL,     -- with this ordinal
    hash            varbinary(64) NOT NULL,
    key_id          bigint NOT NULL,
    channel         nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    agent           nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    created_at      bigint NOT NULL,
    expires_at      bigint NOT NULL,
    revoked_at      bigint NULL
);
CREATE UNIQUE INDEX tracking_links_hash     ON tracking_links (hash);
CREATE INDEX        tracking_links_incident ON tracking_links (incident_id, id);
CREATE INDEX        tracking_links_contact  ON tracking_links (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX        tracking_links_expiry   ON tracking_links (expires_at, id);
