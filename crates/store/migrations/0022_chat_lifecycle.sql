-- Chats that nobody uses are put away, chats that were put away long ago are deleted, and with them files that no chat has
-- (docs/adr/0026).

ALTER TABLE chats ADD COLUMN archived_at timestamptz;           -- since when it is archived; null = it is not
UPDATE chats SET archived_at = now() WHERE archived;

CREATE FUNCTION chat_archived_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.archived_at := CASE WHEN NEW.archived THEN now() END;
    RETURN NEW;
END $$;
CREATE TRIGGER chat_archived_changed BEFORE UPDATE ON chats
    FOR EACH ROW WHEN (NEW.archived IS DISTINCT FROM OLD.archived) EXECUTE FUNCTION chat_archived_changed();

-- Roots that may be put away, the longest unused first; roots that may be deleted, the longest archived first.
CREATE INDEX chats_unused ON chats (updated_at, id) WHERE parent_chat_id IS NULL AND NOT archived AND pin_order = 0;
CREATE INDEX chats_archived_roots ON chats (archived_at, id) WHERE parent_chat_id IS NULL AND archived;
CREATE INDEX chat_files_created ON chat_files (created_at, id);
-- Deleting a chat looks for what refers to it and to its messages.
CREATE INDEX chats_parent ON chats (parent_chat_id) WHERE parent_chat_id IS NOT NULL;
CREATE INDEX chats_family ON chats (root_chat_id);
CREATE INDEX chat_tool_calls_message ON chat_tool_calls (assistant_message_id);

-- What the model calls of deleted chats cost and used: sums of a span of time stay what they were. Nothing of what was said is kept.
CREATE TABLE chat_deleted_calls (
    owner_id              uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    root_chat_id          uuid NOT NULL,                        -- no foreign key: it is gone
    model_config_id       uuid REFERENCES chat_model_configs (id),
    input_tokens          bigint,
    output_tokens         bigint,
    total_tokens          bigint,
    cache_creation_tokens bigint,
    cache_read_tokens     bigint,
    cost_micros           bigint,                               -- null = unknown, 0 = free
    runtime_ms            bigint,
    created_at            timestamptz NOT NULL,
    is_message            boolean NOT NULL
);
CREATE INDEX chat_deleted_calls_costs ON chat_deleted_calls (created_at, owner_id);

-- Every call of a model that a chat made, for sums; also of chats that are deleted, which have no `chat_id`.
CREATE OR REPLACE VIEW chat_model_calls AS
SELECT m.chat_id, m.model_config_id, m.input_tokens, m.output_tokens, m.total_tokens, m.cache_creation_tokens, m.cache_read_tokens,
       m.cost_micros, m.runtime_ms, m.created_at, true AS is_message, c.owner_id, c.root_chat_id
  FROM chat_messages m JOIN chats c ON c.id = m.chat_id
 WHERE m.role = 'assistant'
 UNION ALL
SELECT s.chat_id, s.model_config_id, s.input_tokens, s.output_tokens, s.total_tokens, s.cache_creation_tokens, s.cache_read_tokens,
       s.cost_micros, s.runtime_ms, s.created_at, false, c.owner_id, c.root_chat_id
  FROM chat_side_calls s JOIN chats c ON c.id = s.chat_id
 UNION ALL
SELECT NULL::uuid, d.model_config_id, d.input_tokens, d.output_tokens, d.total_tokens, d.cache_creation_tokens, d.cache_read_tokens,
       d.cost_micros, d.runtime_ms, d.created_at, d.is_message, d.owner_id, d.root_chat_id
  FROM chat_deleted_calls d;
