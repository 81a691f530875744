-- How hard a chat's model shall think (chat-engine.md 2.3): what its person chose last; null = as the model's config says. A queued
-- message brings its own: null leaves the chat's as it is, the empty text takes it away.
ALTER TABLE chats ADD COLUMN last_reasoning_effort text
    CHECK (last_reasoning_effort IN ('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'));
ALTER TABLE chat_queued_messages ADD COLUMN reasoning_effort text
    CHECK (reasoning_effort IN ('', 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'));
