-- Keys that people bring for a provider that allows it (chat-engine.md 2.1). A key goes with its person and with its provider.
CREATE TABLE chat_user_provider_keys (
    user_id         uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider_id     uuid NOT NULL REFERENCES chat_providers (id) ON DELETE CASCADE,
    sealed_api_key  bytea NOT NULL,                             -- XChaCha20-Poly1305
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (user_id, provider_id)
);
CREATE INDEX chat_user_provider_keys_provider ON chat_user_provider_keys (provider_id);
