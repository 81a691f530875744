-- Tools that a chat's client runs itself (chats-api.md 2.13): an array of {name, description?, input_schema}; null = none.
-- Written once, when the chat is made.
ALTER TABLE chats ADD COLUMN dynamic_tools jsonb;

-- The pinned chats of an owner, whose places change together.
CREATE INDEX chats_pinned ON chats (owner_id, pin_order) WHERE pin_order > 0;
