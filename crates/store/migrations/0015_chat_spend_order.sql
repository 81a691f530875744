-- What is reserved is read before what is spent. A step that is committed between the two readings moves its cost from the one to the
-- other: read in this order it may be counted twice, and the call that asks waits a moment; in the other order it was counted nowhere, and
-- chats that end a call at the same time could pass a limit together.
CREATE OR REPLACE FUNCTION chat_admit_model_call(
    asking_chat uuid, owner uuid, root uuid, asked_model uuid, history bigint, at timestamptz
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    usage record;
    cap bigint;
    tree_spent bigint;
    reserved bigint;
    tree_reserved bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ropewalk:spend:' || owner, 0));
    SELECT coalesce(sum(r.amount_micros), 0), coalesce(sum(r.amount_micros) FILTER (WHERE r.root_chat_id = root), 0)
      INTO reserved, tree_reserved
      FROM chat_spend_reservations r JOIN chats c ON c.id = r.chat_id
     WHERE r.owner_id = owner AND r.chat_id <> asking_chat AND c.status = 'running' AND c.history_version = r.history_version;
    SELECT * INTO usage FROM chat_usage(owner, at);
    SELECT t.cap_micros, t.spent_micros INTO cap, tree_spent FROM chat_tree_spend t WHERE t.root_chat_id = root;
    cap := coalesce(cap, chat_default_cap());
    tree_spent := coalesce(tree_spent, 0);
    IF usage.limit_micros IS NULL AND cap IS NULL THEN
        RETURN jsonb_build_object('verdict', 'admitted');
    END IF;
    IF usage.spent_micros >= usage.limit_micros THEN
        RETURN jsonb_build_object('verdict', 'over_limit', 'spent_micros', usage.spent_micros,
            'limit_micros', usage.limit_micros, 'resets_at', usage.period_end);
    END IF;
    IF tree_spent >= cap THEN
        RETURN jsonb_build_object('verdict', 'over_cap', 'spent_micros', tree_spent, 'limit_micros', cap);
    END IF;
    IF usage.spent_micros + reserved >= usage.limit_micros OR tree_spent + tree_reserved >= cap THEN
        RETURN jsonb_build_object('verdict', 'busy');
    END IF;
    INSERT INTO chat_spend_reservations AS r (chat_id, owner_id, root_chat_id, history_version, amount_micros)
    VALUES (asking_chat, owner, root, history, chat_call_estimate(asking_chat, asked_model))
        ON CONFLICT (chat_id) DO UPDATE
       SET history_version = excluded.history_version, amount_micros = excluded.amount_micros;
    RETURN jsonb_build_object('verdict', 'admitted');
END $$;
