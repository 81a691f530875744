-- Accounts: the deployment's own settings, replicas, people, organizations, API keys.
-- Facts: platform.md 1.2, 2.1-2.4, 2.30; chat-state-machine.md 6.1.

CREATE TABLE site_settings (
    key        text PRIMARY KEY,          -- e.g. deployment_id, setup_token_hash
    value      text NOT NULL,             -- text or JSON, as the key says
    updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE site_settings IS 'Settings of the whole deployment that are data, not configuration.';

CREATE TABLE replicas (
    id            uuid PRIMARY KEY,
    instance_id   uuid NOT NULL,                      -- the same over restarts of one data directory
    hostname      text NOT NULL,
    relay_address text,                               -- where other replicas reach it; null = alone
    version       text NOT NULL,
    lock_key      bigint NOT NULL UNIQUE,             -- advisory lock that the replica holds on a connection of its own
    started_at    timestamptz NOT NULL DEFAULT now(),
    heartbeat_at  timestamptz NOT NULL DEFAULT now()  -- raised every 2 s
);
CREATE INDEX replicas_heartbeat ON replicas (heartbeat_at);

CREATE TABLE organizations (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    display_name text NOT NULL DEFAULT '',
    description  text NOT NULL DEFAULT '',
    icon         text NOT NULL DEFAULT '',
    is_default   boolean NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);
CREATE UNIQUE INDEX organizations_name ON organizations (lower(name));
CREATE UNIQUE INDEX organizations_one_default ON organizations (is_default) WHERE is_default;

CREATE TABLE users (
    id              uuid PRIMARY KEY,
    email           text NOT NULL,
    username        text NOT NULL,
    name            text NOT NULL DEFAULT '',
    avatar_url      text NOT NULL DEFAULT '',
    hashed_password text,                             -- argon2 PHC string; null = no password login
    login_type      text NOT NULL CHECK (login_type IN ('password', 'github', 'oidc', 'token', 'none')),
    status          text NOT NULL CHECK (status IN ('active', 'dormant', 'suspended')),
    site_roles      text[] NOT NULL DEFAULT '{}',     -- without the implicit member
    deleted         boolean NOT NULL DEFAULT false,
    last_seen_at    timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX users_username ON users (lower(username)) WHERE NOT deleted;
CREATE UNIQUE INDEX users_email ON users (lower(email)) WHERE NOT deleted;

CREATE TABLE organization_members (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    user_id         uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    roles           text[] NOT NULL DEFAULT '{}',     -- organization roles, without the implicit member
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX organization_members_user ON organization_members (user_id);

CREATE TABLE api_keys (
    id               text PRIMARY KEY CHECK (length(id) = 10),
    hashed_secret    bytea NOT NULL,                  -- SHA-256 of the 22 character secret
    user_id          uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    login_type       text NOT NULL CHECK (login_type IN ('password', 'github', 'oidc', 'token', 'none')),
    scopes           text[] NOT NULL DEFAULT '{all}',
    token_name       text NOT NULL DEFAULT '',        -- '' = a session key
    lifetime_seconds bigint NOT NULL,
    ip               text NOT NULL DEFAULT '',
    last_used_at     timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);
CREATE INDEX api_keys_user ON api_keys (user_id, created_at);
CREATE INDEX api_keys_list ON api_keys (created_at, id);
CREATE UNIQUE INDEX api_keys_token_name ON api_keys (user_id, lower(token_name)) WHERE token_name <> '';
