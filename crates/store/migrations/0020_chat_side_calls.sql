-- Calls of models for a chat that are no message of it: its title, the summary of a turn, advice. They cost like the others, and count for
-- the limits, caps and sums of chat-engine.md 6.8.
CREATE TABLE chat_side_calls (
    id                    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    chat_id               uuid NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    kind                  text NOT NULL CHECK (kind IN ('title', 'turn_summary', 'advice')),
    model_config_id       uuid NOT NULL REFERENCES chat_model_configs (id),
    input_tokens          bigint,
    output_tokens         bigint,
    total_tokens          bigint,
    reasoning_tokens      bigint,
    cache_creation_tokens bigint,
    cache_read_tokens     bigint,
    cost_micros           bigint,                               -- null = unknown, 0 = free
    runtime_ms            bigint,
    created_at            timestamptz NOT NULL
);
CREATE INDEX chat_side_calls_costs ON chat_side_calls (created_at, chat_id);
CREATE INDEX chat_side_calls_chat ON chat_side_calls (chat_id);
CREATE TRIGGER chat_side_call_spent AFTER INSERT ON chat_side_calls
    FOR EACH ROW WHEN (NEW.cost_micros > 0) EXECUTE FUNCTION chat_message_spent();

-- Every call of a model that a chat made, for sums.
CREATE VIEW chat_model_calls AS
SELECT chat_id, model_config_id, input_tokens, output_tokens, total_tokens, cache_creation_tokens, cache_read_tokens, cost_micros,
       runtime_ms, created_at, true AS is_message
  FROM chat_messages
 WHERE role = 'assistant'
 UNION ALL
SELECT chat_id, model_config_id, input_tokens, output_tokens, total_tokens, cache_creation_tokens, cache_read_tokens, cost_micros,
       runtime_ms, created_at, false
  FROM chat_side_calls;
