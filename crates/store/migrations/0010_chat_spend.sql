-- What chats spend, and what they may spend (chats-api.md 1.17, chat-engine.md 6.8). Amounts in micro-USD.

-- The deployment's limit: at most one row. A null limit = none.
CREATE TABLE chat_usage_limits (
    only_row           boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    spend_limit_micros bigint CHECK (spend_limit_micros > 0),
    period             text NOT NULL CHECK (period IN ('day', 'week', 'month')),
    updated_at         timestamptz NOT NULL
);

CREATE TABLE chat_usage_limit_overrides (
    user_id            uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    spend_limit_micros bigint NOT NULL CHECK (spend_limit_micros > 0),
    updated_at         timestamptz NOT NULL
);

-- What each person's chats spent on each day (UTC). Never less: an edit takes messages away, not what they cost.
CREATE TABLE chat_daily_spend (
    owner_id     uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    day          date NOT NULL,
    spent_micros bigint NOT NULL,
    PRIMARY KEY (owner_id, day)
);

-- What a chat and the chats that it made spent, and the cap that a person gave it; null = the deployment's. No foreign key to the
-- root: its check would lock the root's row from a child's transaction, against the order of those that lock whole families.
CREATE TABLE chat_tree_spend (
    root_chat_id uuid PRIMARY KEY,
    spent_micros bigint NOT NULL DEFAULT 0,
    cap_micros   bigint CHECK (cap_micros > 0)
);

-- What the model call of a chat may cost, as long as the chat is at that version of its history: the step's commit, its failure
-- and its interruption change the version or the status, and with them the reservation is void. One row per chat.
CREATE TABLE chat_spend_reservations (
    chat_id         uuid PRIMARY KEY REFERENCES chats (id) ON DELETE CASCADE,
    owner_id        uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    root_chat_id    uuid NOT NULL,                              -- no foreign key, as above
    history_version bigint NOT NULL,
    amount_micros   bigint NOT NULL
);
CREATE INDEX chat_spend_reservations_owner ON chat_spend_reservations (owner_id);

-- Summaries read what was said in a span of time.
CREATE INDEX chat_messages_costs ON chat_messages (created_at, chat_id) WHERE role = 'assistant';

INSERT INTO chat_daily_spend (owner_id, day, spent_micros)
SELECT c.owner_id, (m.created_at AT TIME ZONE 'UTC')::date, sum(m.cost_micros)
  FROM chat_messages m JOIN chats c ON c.id = m.chat_id
 WHERE m.cost_micros > 0
 GROUP BY 1, 2;
INSERT INTO chat_tree_spend (root_chat_id, spent_micros)
SELECT c.root_chat_id, sum(m.cost_micros)
  FROM chat_messages m JOIN chats c ON c.id = m.chat_id
 WHERE m.cost_micros > 0
 GROUP BY 1;

CREATE FUNCTION chat_message_spent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    chat record;
BEGIN
    SELECT owner_id, root_chat_id INTO STRICT chat FROM chats WHERE id = NEW.chat_id;
    INSERT INTO chat_daily_spend AS d (owner_id, day, spent_micros)
    VALUES (chat.owner_id, (NEW.created_at AT TIME ZONE 'UTC')::date, NEW.cost_micros)
        ON CONFLICT (owner_id, day) DO UPDATE SET spent_micros = d.spent_micros + excluded.spent_micros;
    INSERT INTO chat_tree_spend AS t (root_chat_id, spent_micros)
    VALUES (chat.root_chat_id, NEW.cost_micros)
        ON CONFLICT (root_chat_id) DO UPDATE SET spent_micros = t.spent_micros + excluded.spent_micros;
    RETURN NULL;
END $$;
CREATE TRIGGER chat_message_spent AFTER INSERT ON chat_messages
    FOR EACH ROW WHEN (NEW.cost_micros > 0) EXECUTE FUNCTION chat_message_spent();

-- A person's limit, their spending in the present period, and its bounds. Periods are UTC; a week begins on Monday.
CREATE FUNCTION chat_usage(
    owner uuid, at timestamptz,
    OUT limit_micros bigint, OUT spent_micros bigint, OUT period text, OUT period_start timestamptz, OUT period_end timestamptz
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    deployment_limit bigint;
    begins timestamp;
BEGIN
    SELECT l.spend_limit_micros, l.period INTO deployment_limit, period FROM chat_usage_limits l;
    period := coalesce(period, 'month');
    IF deployment_limit IS NOT NULL THEN
        limit_micros := coalesce(
            (SELECT o.spend_limit_micros FROM chat_usage_limit_overrides o WHERE o.user_id = owner), deployment_limit);
    END IF;
    begins := date_trunc(period, at AT TIME ZONE 'UTC');
    period_start := begins AT TIME ZONE 'UTC';
    period_end := (begins + ('1 ' || period)::interval) AT TIME ZONE 'UTC';
    spent_micros := (
        SELECT coalesce(sum(d.spent_micros), 0) FROM chat_daily_spend d
         WHERE d.owner_id = owner AND d.day >= begins::date AND d.day < (begins + ('1 ' || period)::interval)::date);
END $$;

-- The most that a chat's next model call can cost: what its last one read and said as input, and the longest answer. 0 without prices.
CREATE FUNCTION chat_call_estimate(asking_chat uuid, asked_model uuid) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    settings jsonb;
    input_tokens bigint;
BEGIN
    SELECT m.model_config INTO settings FROM chat_model_configs m WHERE m.id = asked_model;
    SELECT coalesce(m.input_tokens, 0) + coalesce(m.cache_read_tokens, 0) + coalesce(m.cache_creation_tokens, 0)
           + coalesce(m.output_tokens, 0)
      INTO input_tokens FROM chat_messages m
     WHERE m.chat_id = asking_chat AND m.role = 'assistant' ORDER BY m.id DESC LIMIT 1;
    RETURN ceil(
        greatest(coalesce(input_tokens, 0), 4000)
            * coalesce((settings #>> '{cost,input_price_per_million_tokens}')::numeric, 0)
        + coalesce((settings ->> 'max_output_tokens')::bigint, 32000)
            * coalesce((settings #>> '{cost,output_price_per_million_tokens}')::numeric, 0))::bigint;
EXCEPTION
    -- A price that cannot be read is none.
    WHEN invalid_text_representation OR numeric_value_out_of_range THEN RETURN 0;
END $$;

-- What a chat and the chats that it made may spend, where nobody gave it another cap: 50 USD unless it was set; null = no cap.
CREATE FUNCTION chat_default_cap() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT nullif(coalesce((SELECT value::bigint FROM site_settings WHERE key = 'chat_cap_micros'), 50000000), 0)
$$;

-- Whether a chat may call its model now; reserves what the call may cost. Calls of one person take turns here, so that what they
-- may cost together is counted before any of them is made.
CREATE FUNCTION chat_admit_model_call(
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
    SELECT coalesce(sum(r.amount_micros), 0), coalesce(sum(r.amount_micros) FILTER (WHERE r.root_chat_id = root), 0)
      INTO reserved, tree_reserved
      FROM chat_spend_reservations r JOIN chats c ON c.id = r.chat_id
     WHERE r.owner_id = owner AND r.chat_id <> asking_chat AND c.status = 'running' AND c.history_version = r.history_version;
    IF usage.spent_micros + reserved >= usage.limit_micros OR tree_spent + tree_reserved >= cap THEN
        RETURN jsonb_build_object('verdict', 'busy');
    END IF;
    INSERT INTO chat_spend_reservations AS r (chat_id, owner_id, root_chat_id, history_version, amount_micros)
    VALUES (asking_chat, owner, root, history, chat_call_estimate(asking_chat, asked_model))
        ON CONFLICT (chat_id) DO UPDATE
       SET history_version = excluded.history_version, amount_micros = excluded.amount_micros;
    RETURN jsonb_build_object('verdict', 'admitted');
END $$;
