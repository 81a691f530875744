-- What was asked of models and what they answered, for people who look for a fault (chat-engine.md 6.7, chats-api.md 2.19).
CREATE TABLE chat_debug_runs (
    id                     uuid PRIMARY KEY,
    chat_id                uuid NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    root_chat_id           uuid NOT NULL,
    parent_chat_id         uuid,
    model_config_id        uuid,
    trigger_message_id     bigint,                              -- the user message that the turn answers
    history_tip_message_id bigint,                              -- the last message when it began
    kind                   text NOT NULL CHECK (kind IN ('chat_turn', 'title_generation', 'quickgen', 'compaction')),
    status                 text NOT NULL CHECK (status IN ('in_progress', 'completed', 'error', 'interrupted')),
    provider               text,
    model                  text,
    summary                jsonb NOT NULL DEFAULT '{}',
    started_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,
    finished_at            timestamptz
);
CREATE INDEX chat_debug_runs_list ON chat_debug_runs (chat_id, started_at DESC, id DESC);
CREATE INDEX chat_debug_runs_family ON chat_debug_runs (root_chat_id);
-- The purge of old runs, and the look for those that nobody goes on with.
CREATE INDEX chat_debug_runs_age ON chat_debug_runs (updated_at);
CREATE INDEX chat_debug_runs_open ON chat_debug_runs (updated_at) WHERE finished_at IS NULL;
-- All steps of a turn, whoever takes them, are of one run.
CREATE UNIQUE INDEX chat_debug_runs_turn ON chat_debug_runs (chat_id, trigger_message_id) WHERE kind = 'chat_turn';

CREATE TABLE chat_debug_steps (
    id                     uuid PRIMARY KEY,
    run_id                 uuid NOT NULL REFERENCES chat_debug_runs (id) ON DELETE CASCADE,
    chat_id                uuid NOT NULL,
    step_number            integer NOT NULL,
    operation              text NOT NULL CHECK (operation IN ('stream', 'generate')),
    status                 text NOT NULL CHECK (status IN ('in_progress', 'completed', 'error', 'interrupted')),
    history_tip_message_id bigint,
    assistant_message_id   bigint,
    normalized_request     jsonb NOT NULL,
    normalized_response    jsonb,
    usage                  jsonb,
    attempts               jsonb NOT NULL DEFAULT '[]',
    error                  jsonb,
    metadata               jsonb NOT NULL DEFAULT '{}',
    started_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,
    finished_at            timestamptz,
    UNIQUE (run_id, step_number)
);
CREATE INDEX chat_debug_steps_chat ON chat_debug_steps (chat_id);
CREATE INDEX chat_debug_steps_open ON chat_debug_steps (updated_at) WHERE finished_at IS NULL;

-- Settings of single people.
CREATE TABLE user_settings (
    user_id    uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key        text NOT NULL,
    value      text NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, key)
);

-- Whether a person's chats are recorded: administrators let people choose, and this one chose it.
CREATE FUNCTION chat_debug_is_on(owner uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT exists (SELECT FROM site_settings s WHERE s.key = 'chat_debug_allow_users' AND s.value = 'true')
       AND exists (SELECT FROM user_settings u WHERE u.user_id = owner AND u.key = 'chat_debug' AND u.value = 'true')
$$;
