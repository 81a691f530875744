-- Browsers that are sent notifications (chat-engine.md 6.6, chats-api.md 1.20).

-- A browser has one subscription per page, so an endpoint is one person's: whoever signed in there last.
CREATE TABLE webpush_subscriptions (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    endpoint   text NOT NULL UNIQUE CHECK (octet_length(endpoint) <= 2048),
    p256dh     bytea NOT NULL CHECK (octet_length(p256dh) = 65),   -- the browser's public key
    auth       bytea NOT NULL CHECK (octet_length(auth) = 16),     -- the secret that only the browser and we know
    created_at timestamptz NOT NULL
);
CREATE INDEX webpush_subscriptions_user ON webpush_subscriptions (user_id, created_at DESC, id);
