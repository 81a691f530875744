-- A running step's writes are one statement each, and so is what they tell: the notification leaves with the commit
-- (chat-state-machine.md 5). The payload is the same as the one that the server writes for every other transition.
CREATE FUNCTION chat_tell(
    id uuid, snapshot_version bigint, history_version bigint, queue_version bigint, retry_state_version bigint,
    generation_attempt bigint, status text, worker_id uuid, runner_id uuid, archived boolean
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('chat:update:' || id, json_build_object(
        'chat_id', id, 'snapshot_version', snapshot_version, 'history_version', history_version,
        'queue_version', queue_version, 'retry_state_version', retry_state_version,
        'generation_attempt', generation_attempt, 'status', status, 'worker_id', worker_id,
        'runner_id', runner_id, 'archived', archived)::text);
    RETURN true;
END $$;

-- How many messages wait, as of this very moment. VOLATILE on purpose: its query has a snapshot of its own, so a statement
-- that has waited for the lock of the chat's row sees what was queued meanwhile.
CREATE FUNCTION chat_queue_length(chat uuid) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN (SELECT count(*) FROM chat_queued_messages q WHERE q.chat_id = chat);
END $$;
