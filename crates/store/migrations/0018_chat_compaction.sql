-- From how full a context on a person's chats are summarized, by model, where they want it otherwise than the model's config has it
-- (chat-engine.md 5.7, PR-25). 100 = never.
CREATE TABLE chat_compaction_thresholds (
    user_id           uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    model_config_id   uuid NOT NULL REFERENCES chat_model_configs (id) ON DELETE CASCADE,
    threshold_percent integer NOT NULL CHECK (threshold_percent BETWEEN 0 AND 100),
    updated_at        timestamptz NOT NULL,
    PRIMARY KEY (user_id, model_config_id)
);
CREATE INDEX chat_compaction_thresholds_model ON chat_compaction_thresholds (model_config_id);
