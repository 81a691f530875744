-- Chats that a chat makes, and turns that plan (chat-engine.md 4.8, 6.1, 6.3).

-- What a chat is limited to; null = nothing. Fixed when it is made.
ALTER TABLE chats ADD COLUMN mode text CHECK (mode IN ('explore', 'computer_use'));

-- Whether the present turn plans: what plan_mode was when the turn began, so that a change counts from the next turn on.
ALTER TABLE chats ADD COLUMN turn_plan_mode boolean NOT NULL DEFAULT false;
UPDATE chats SET turn_plan_mode = true WHERE plan_mode;

-- Those of a family that work: how many there may be is asked at each new one.
CREATE INDEX chats_working_children ON chats (root_chat_id)
    WHERE parent_chat_id IS NOT NULL AND status IN ('running', 'interrupting', 'requires_action') AND NOT archived;

-- A turn begins with what a person says, or with the task that the parent gives; kept here so that no writer can forget. A statement
-- that writes both columns itself finds nothing left to do.
CREATE FUNCTION chat_turn_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE chats SET turn_plan_mode = plan_mode
     WHERE id = NEW.chat_id AND turn_plan_mode <> plan_mode;
    RETURN NULL;
END $$;
CREATE TRIGGER chat_turn_begins AFTER INSERT ON chat_messages
    FOR EACH ROW WHEN (NEW.role = 'user' AND NEW.created_by IS NOT NULL) EXECUTE FUNCTION chat_turn_begins();
