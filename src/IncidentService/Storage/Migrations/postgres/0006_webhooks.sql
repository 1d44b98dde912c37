-- Who is told of events: a webhook, or a connector that configuration names. What is in the feed up to position has been taken from it.
CREATE TABLE subscriptions (
    id               bigint NOT NULL PRIMARY KEY,
    sender           text COLLATE "C" NOT NULL,
    name             text COLLATE "C" NOT NULL,
    url              text COLLATE "C" NULL,
    types            text COLLATE "C" NOT NULL, -- a list, empty for any
    channel          text COLLATE "C" NULL,
    secret           bytea NULL, -- in clear, since it signs
    old_secret       bytea NULL, -- signs too until then
    old_secret_until bigint NULL,
    state            text COLLATE "C" NOT NULL,
    reason           text COLLATE "C" NULL,
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
    reason          text COLLATE "C" NULL,
    PRIMARY KEY (subscription_id, position)
);
CREATE INDEX outgoing_incident ON outgoing (subscription_id, incident_id, position, set_aside_at);

-- The last attempts of each subscription.
CREATE TABLE deliveries (
    subscription_id bigint NOT NULL,
    ordinal         bigint NOT NULL,
    event_id        text COLLATE "C" NOT NULL,
    type            text COLLATE "C" NOT NULL,
    attempted_at    bigint NOT NULL,
    micros          bigint NOT NULL,
    status          bigint NULL,
    outcome         text COLLATE "C" NOT NULL,
    excerpt         text COLLATE "C" NULL,
    PRIMARY KEY (subscription_id, ordinal)
);
