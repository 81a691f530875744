-- Skills that a person keeps for all of their chats (chat-engine.md 5.3, docs/adr/0027).
CREATE TABLE user_skills (
    id          uuid PRIMARY KEY,
    user_id     uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name        text NOT NULL,                                  -- from the head of the content, as the next
    description text NOT NULL,
    content     text NOT NULL CHECK (octet_length(content) <= 65536),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    UNIQUE (user_id, name)
);
