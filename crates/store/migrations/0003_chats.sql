-- LLM providers, model configs, and chats. Facts: chats-api.md 1.14-1.16, 2; chat-state-machine.md 1-6.

CREATE TABLE chat_providers (
    id                              uuid PRIMARY KEY,
    provider                        text NOT NULL UNIQUE,       -- canonical name, e.g. anthropic
    display_name                    text NOT NULL DEFAULT '',
    base_url                        text NOT NULL DEFAULT '',   -- '' = the provider's own
    sealed_api_key                  bytea,                      -- XChaCha20-Poly1305; null = none
    enabled                         boolean NOT NULL DEFAULT true,
    central_api_key_enabled         boolean NOT NULL DEFAULT true,
    allow_user_api_key              boolean NOT NULL DEFAULT false,
    allow_central_api_key_fallback  boolean NOT NULL DEFAULT false,
    source                          text NOT NULL CHECK (source IN ('database', 'env_preset')),
    created_at                      timestamptz NOT NULL,
    updated_at                      timestamptz NOT NULL
);

CREATE TABLE chat_model_configs (
    id                    uuid PRIMARY KEY,
    provider              text NOT NULL,
    model                 text NOT NULL,
    display_name          text NOT NULL DEFAULT '',
    enabled               boolean NOT NULL DEFAULT true,
    is_default            boolean NOT NULL DEFAULT false,
    context_limit         bigint NOT NULL CHECK (context_limit > 0),
    compression_threshold integer NOT NULL DEFAULT 70 CHECK (compression_threshold BETWEEN 0 AND 100),
    model_config          jsonb NOT NULL DEFAULT '{}',          -- ChatModelCallConfig
    deleted               boolean NOT NULL DEFAULT false,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL
);
CREATE UNIQUE INDEX chat_model_configs_one_default ON chat_model_configs (is_default) WHERE is_default AND NOT deleted;
CREATE UNIQUE INDEX chat_model_configs_model ON chat_model_configs (provider, lower(model)) WHERE NOT deleted;

CREATE TABLE chats (
    id                   uuid PRIMARY KEY,
    organization_id      uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    owner_id             uuid NOT NULL REFERENCES users (id),
    parent_chat_id       uuid REFERENCES chats (id),
    root_chat_id         uuid NOT NULL REFERENCES chats (id),
    -- metadata: never bumps a version
    title                text NOT NULL,
    workspace_id         uuid REFERENCES workspaces (id) ON DELETE SET NULL,
    build_id             uuid REFERENCES workspace_builds (id) ON DELETE SET NULL,
    agent_id             uuid REFERENCES workspace_agents (id) ON DELETE SET NULL,
    last_model_config_id uuid NOT NULL REFERENCES chat_model_configs (id),
    plan_mode            boolean NOT NULL DEFAULT false,
    client_type          text NOT NULL DEFAULT 'api' CHECK (client_type IN ('ui', 'api')),
    labels               jsonb NOT NULL DEFAULT '{}',
    pin_order            integer NOT NULL DEFAULT 0 CHECK (pin_order >= 0),
    last_turn_summary    text,
    last_read_message_id bigint,
    -- execution state: only transitions write it
    status               text NOT NULL CHECK (status IN ('waiting', 'running', 'interrupting', 'requires_action', 'error')),
    archived             boolean NOT NULL DEFAULT false,
    worker_id            uuid,                                  -- the replica that holds it
    runner_id            uuid,                                  -- that replica's hold on it
    last_error           jsonb,
    retry_state          jsonb,
    requires_action_deadline_at timestamptz,
    compaction_requested_at     timestamptz,
    runnable_since       timestamptz,                           -- since when a worker must act; orders acquisition
    snapshot_version     bigint NOT NULL DEFAULT 1,
    history_version      bigint NOT NULL DEFAULT 0,
    queue_version        bigint NOT NULL DEFAULT 0,
    retry_state_version  bigint NOT NULL DEFAULT 0,
    generation_attempt   bigint NOT NULL DEFAULT 0,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    CHECK ((worker_id IS NULL) = (runner_id IS NULL))
);
CREATE INDEX chats_owner_list ON chats (owner_id, archived, updated_at DESC, id DESC) WHERE parent_chat_id IS NULL;
CREATE INDEX chats_children ON chats (root_chat_id, created_at DESC) WHERE parent_chat_id IS NOT NULL;
CREATE INDEX chats_runnable ON chats (runnable_since, id)
    WHERE status IN ('running', 'interrupting', 'requires_action') AND NOT archived;
CREATE INDEX chats_worker ON chats (worker_id) WHERE worker_id IS NOT NULL;
CREATE INDEX chats_workspace ON chats (workspace_id, updated_at DESC) WHERE workspace_id IS NOT NULL;

CREATE TABLE chat_messages (
    id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    chat_id               uuid NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    revision              bigint NOT NULL DEFAULT 0,            -- snapshot that last changed it (trigger)
    role                  text NOT NULL CHECK (role IN ('system', 'user', 'assistant', 'tool')),
    visibility            text NOT NULL CHECK (visibility IN ('user', 'model', 'both')),
    content_version       smallint NOT NULL DEFAULT 1,
    content               jsonb NOT NULL,                       -- version 1: array of parts
    created_by            uuid REFERENCES users (id),
    model_config_id       uuid REFERENCES chat_model_configs (id),
    input_tokens          bigint,
    output_tokens         bigint,
    total_tokens          bigint,
    reasoning_tokens      bigint,
    cache_creation_tokens bigint,
    cache_read_tokens     bigint,
    context_limit         bigint,
    cost_micros           bigint,                               -- null = unknown, 0 = free
    runtime_ms            bigint,
    provider_response_id  text,
    compressed            boolean NOT NULL DEFAULT false,
    deleted               boolean NOT NULL DEFAULT false,
    created_at            timestamptz NOT NULL
);
CREATE INDEX chat_messages_history ON chat_messages (chat_id, id);
CREATE INDEX chat_messages_revision ON chat_messages (chat_id, revision);

CREATE TABLE chat_queued_messages (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    chat_id         uuid NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    position        bigint NOT NULL,                            -- the queue's order; a promoted one goes below the least
    content         jsonb NOT NULL,
    model_config_id uuid REFERENCES chat_model_configs (id),
    created_by      uuid NOT NULL REFERENCES users (id),
    created_at      timestamptz NOT NULL,
    UNIQUE (chat_id, position)
);

-- The effect ledger (chat-state-machine.md 6.5): one row per local tool call of a committed step.
CREATE TABLE chat_tool_calls (
    chat_id              uuid NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    assistant_message_id bigint NOT NULL REFERENCES chat_messages (id) ON DELETE CASCADE,
    tool_call_id         text NOT NULL,                         -- the provider's id; unique only within its message
    tool_name            text NOT NULL,
    args_sha256          bytea NOT NULL,
    idempotency_key      uuid NOT NULL UNIQUE,                  -- what the agent is given
    state                text NOT NULL CHECK (state IN ('started', 'finished')),
    runner_id            uuid NOT NULL,
    result               jsonb,                                 -- of a finished one: {result, is_error, is_media}
    started_at           timestamptz NOT NULL,
    finished_at          timestamptz,
    PRIMARY KEY (chat_id, assistant_message_id, tool_call_id),
    CHECK ((state = 'finished') = (finished_at IS NOT NULL))
);

-- Versions and revisions (chat-state-machine.md 4), kept here so that no writer can forget.
-- A transaction locks the chat row and raises snapshot_version by one before it does anything else.

CREATE FUNCTION chat_message_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    snapshot bigint;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        NEW.revision := OLD.revision;
        IF NEW IS NOT DISTINCT FROM OLD THEN
            RETURN NEW;                   -- a no-op update changes nothing
        END IF;
    END IF;
    SELECT snapshot_version INTO STRICT snapshot FROM chats WHERE id = NEW.chat_id;
    NEW.revision := snapshot;
    UPDATE chats SET history_version = snapshot, generation_attempt = 0
     WHERE id = NEW.chat_id AND (history_version IS DISTINCT FROM snapshot OR generation_attempt <> 0);
    RETURN NEW;
END $$;
CREATE TRIGGER chat_message_changed BEFORE INSERT OR UPDATE ON chat_messages
    FOR EACH ROW EXECUTE FUNCTION chat_message_changed();

CREATE FUNCTION chat_queue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NULL;
    END IF;
    UPDATE chats SET queue_version = snapshot_version
     WHERE id = COALESCE(NEW.chat_id, OLD.chat_id) AND queue_version <> snapshot_version;
    RETURN NULL;
END $$;
CREATE TRIGGER chat_queue_changed AFTER INSERT OR UPDATE OR DELETE ON chat_queued_messages
    FOR EACH ROW EXECUTE FUNCTION chat_queue_changed();

CREATE FUNCTION chat_row_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.retry_state IS DISTINCT FROM OLD.retry_state THEN
        NEW.retry_state_version := NEW.snapshot_version;
    END IF;
    -- since when a worker must act; the present moment of the database, for fair acquisition
    IF NEW.status IN ('running', 'interrupting', 'requires_action') THEN
        IF NEW.status IS DISTINCT FROM OLD.status OR OLD.runnable_since IS NULL THEN
            NEW.runnable_since := now();
        END IF;
    ELSE
        NEW.runnable_since := NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER chat_row_changed BEFORE UPDATE ON chats
    FOR EACH ROW EXECUTE FUNCTION chat_row_changed();

CREATE FUNCTION chat_row_created() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status IN ('running', 'interrupting', 'requires_action') THEN
        NEW.runnable_since := now();
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER chat_row_created BEFORE INSERT ON chats
    FOR EACH ROW EXECUTE FUNCTION chat_row_created();
