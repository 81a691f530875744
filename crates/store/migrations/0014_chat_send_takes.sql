-- A message to a chat at rest may take the chat for the worker of the server that it reached: one statement, which tells with its commit.

-- Tells the owner's list of chats; the payload is the same as the one that the server writes for every other transition.
CREATE FUNCTION chat_tell_owner(owner uuid, chat uuid, kind text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('chat:watch:' || owner, json_build_object('chat_id', chat, 'kind', kind)::text);
    RETURN true;
END $$;

-- The messages of a chat before one of them, ascending, for a worker that begins with them; NULL when they are many or large: then they
-- are read page by page. VOLATILE on purpose, as chat_queue_length is: a statement that has waited for the lock of the chat's row sees what came meanwhile.
CREATE FUNCTION chat_earlier_messages(chat uuid, first bigint, most_messages int, most_bytes bigint)
RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    messages bigint;
    bytes bigint;
BEGIN
    SELECT count(*), coalesce(sum(pg_column_size(m.content)), 0) INTO messages, bytes
      FROM (SELECT content FROM chat_messages c
             WHERE c.chat_id = chat AND c.id < first AND NOT c.deleted LIMIT most_messages + 1) m;
    IF messages > most_messages OR bytes > most_bytes THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT coalesce(jsonb_agg(to_jsonb(m) ORDER BY m.id), '[]'::jsonb)
              FROM chat_messages m
             WHERE m.chat_id = chat AND m.id < first AND NOT m.deleted);
END $$;
