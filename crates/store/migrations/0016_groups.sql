-- Groups of people in an organization (platform.md 2.4), and what their members may spend (chats-api.md 1.17).

CREATE TABLE groups (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name            text NOT NULL,
    display_name    text NOT NULL DEFAULT '',
    avatar_url      text NOT NULL DEFAULT '',
    quota_allowance int NOT NULL DEFAULT 0 CHECK (quota_allowance >= 0),
    source          text NOT NULL DEFAULT 'user' CHECK (source IN ('user', 'oidc')),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX groups_name ON groups (organization_id, lower(name));

CREATE TABLE group_members (
    group_id uuid NOT NULL REFERENCES groups (id) ON DELETE CASCADE,
    user_id  uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX group_members_user ON group_members (user_id);

-- Each organization has a group of all of its members, whose id is the organization's. Its members are not stored.
CREATE FUNCTION organization_created() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO groups (id, organization_id, name, created_at, updated_at)
    VALUES (NEW.id, NEW.id, 'Everyone', NEW.created_at, NEW.created_at);
    RETURN NULL;
END $$;
CREATE TRIGGER organization_created AFTER INSERT ON organizations
    FOR EACH ROW EXECUTE FUNCTION organization_created();
INSERT INTO groups (id, organization_id, name, created_at, updated_at)
SELECT id, id, 'Everyone', created_at, created_at FROM organizations;

CREATE VIEW group_memberships AS
    SELECT group_id, user_id FROM group_members
    UNION ALL
    SELECT organization_id, user_id FROM organization_members;

-- Who leaves an organization leaves its groups.
CREATE FUNCTION organization_member_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM group_members m USING groups g
     WHERE g.id = m.group_id AND g.organization_id = OLD.organization_id AND m.user_id = OLD.user_id;
    RETURN NULL;
END $$;
CREATE TRIGGER organization_member_removed AFTER DELETE ON organization_members
    FOR EACH ROW EXECUTE FUNCTION organization_member_removed();

-- What each member of a group may spend in a period: no common purse.
CREATE TABLE chat_usage_limit_group_overrides (
    group_id           uuid PRIMARY KEY REFERENCES groups (id) ON DELETE CASCADE,
    spend_limit_micros bigint NOT NULL CHECK (spend_limit_micros > 0),
    updated_at         timestamptz NOT NULL
);

-- As before; between the person's own limit and the deployment's stands the lowest of their groups'.
CREATE OR REPLACE FUNCTION chat_usage(
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
            (SELECT o.spend_limit_micros FROM chat_usage_limit_overrides o WHERE o.user_id = owner),
            (SELECT min(o.spend_limit_micros)
               FROM chat_usage_limit_group_overrides o JOIN group_memberships m ON m.group_id = o.group_id
              WHERE m.user_id = owner),
            deployment_limit);
    END IF;
    begins := date_trunc(period, at AT TIME ZONE 'UTC');
    period_start := begins AT TIME ZONE 'UTC';
    period_end := (begins + ('1 ' || period)::interval) AT TIME ZONE 'UTC';
    spent_micros := (
        SELECT coalesce(sum(d.spent_micros), 0) FROM chat_daily_spend d
         WHERE d.owner_id = owner AND d.day >= begins::date AND d.day < (begins + ('1 ' || period)::interval)::date);
END $$;
