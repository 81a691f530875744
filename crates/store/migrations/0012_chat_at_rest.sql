-- Whether a message may simply go to the end of a chat's history: nothing waits in its queue, and the answer before it asked
-- for no tool. A provider's own calls count too, so a chat that is at rest may be found not to be; the other way round never.
-- VOLATILE on purpose, as chat_queue_length is: a statement that has waited for the lock of the chat's row sees what came meanwhile.
CREATE FUNCTION chat_is_at_rest(chat uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN NOT EXISTS (SELECT FROM chat_queued_messages q WHERE q.chat_id = chat)
       AND NOT COALESCE((SELECT m.content @> '[{"type": "tool-call"}]'
                           FROM chat_messages m
                          WHERE m.chat_id = chat AND m.role = 'assistant' AND NOT m.deleted AND NOT m.compressed
                          ORDER BY m.id DESC
                          LIMIT 1), false);
END $$;
