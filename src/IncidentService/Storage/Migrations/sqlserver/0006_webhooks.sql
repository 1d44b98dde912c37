-- Who is told of events: a webhook, or a connector that configuration names. What is in the feed up to position has been taken from it.
CREATE TABLE subscriptions (
    id               bigint NOT NULL PRIMARY KEY,
    sender           nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    name             nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    url              nvarchar(2000) COLLATE Latin1_General_100_BIN2 NULL,
    types            nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL, -- a list, empty for any
    channel          nvarchar(60) COLLATE Latin1_General_100_BIN2 NULL,
    secret           varbinary(64) NULL, -- in clear, since it signs
    old_secret       varbinary(64) NULL, -- signs too until then
    old_secret_until bigint NULL,
    state            nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    reason           nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    state_since      bigint NOT NULL,
    version          bigint NOT NULL,
    position         bigint NOT NULL,
    failing_since    bigint NULL, -- since when nothing has been delivered though it was tried
    last_delivery    bigint NOT NULL,
    created_at       bigint NOT NULL
);

-- Taken from the feed and not delivered yet: one event of an incident after the other. What is set aside keeps none back.
CREATE TABLE outgoing (
    subscription_id bigint NOT NULL,
    position        bigint NOT NULL,
    incident_id     bigint NOT NULL,
    sequence        bigint NOT NULL,
    attempts        bigint NOT NULL,
    due_at          bigint NOT NULL,
    set_aside_at    bigint NULL,
    reason          nvarchar(200) COLLATE Latin1_General_100_BIN2 NULL,
    PRIMARY KEY (subscription_id, position)
);
CREATE INDEX outgoing_incident ON outgoing (subscription_id, incident_id, position, set_aside_at);

-- The last attempts of each subscription.
CREATE TABLE deliveries (
    subscription_id bigint NOT NULL,
    ordinal         bigint NOT NULL,
    event_id        nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    type            nvarchar(60) COLLATE Latin1_General_100_BIN2 NOT NULL,
    attempted_at    bigint NOT NULL,
    micros          bigint NOT NULL,
    status          bigint NULL,
    outcome         nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    excerpt         nvarchar(1100) COLLATE Latin1_General_100_BIN2 NULL,
    PRIMARY KEY (subscription_id, ordinal)
);
