-- Groups of people within an organization (platform.md 2.4, 2.30), and what their members may spend (chats-api.md 1.17).

-- Each organization has the group Everyone, whose id is the organization's: its members are those of the organization.
CREATE TABLE groups (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name            text NOT NULL,
    display_name    text NOT NULL DEFAULT '',
    avatar_url      text NOT NULL DEFAULT '',
    quota_allowance integer NOT NULL DEFAULT 0 CHECK (quota_allowance >= 0),
    source          text NOT NULL DEFAULT 'user' CHECK (source IN ('user', 'oidc')),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    UNIQUE (id, organization_id)
);
CREATE UNIQUE INDEX groups_name ON groups (organization_id, lower(name));
CREATE INDEX groups_list ON groups (lower(name), id);

-- Members of a group are members of its organization; who leaves the one leaves the other. Everyone has no rows here.
CREATE TABLE group_members (
    group_id        uuid NOT NULL,
    organization_id uuid NOT NULL,
    user_id         uuid NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (group_id, user_id),
    CHECK (group_id <> organization_id),
    CONSTRAINT group_members_group FOREIGN KEY (group_id, organization_id)
        REFERENCES groups (id, organization_id) ON DELETE CASCADE,
    CONSTRAINT group_members_organization_member FOREIGN KEY (organization_id, user_id)
        REFERENCES organization_members (organization_id, user_id) ON DELETE CASCADE
);
CREATE INDEX group_members_user ON group_members (user_id);
CREATE INDEX group_members_organization_member ON group_members (organization_id, user_id);

CREATE VIEW group_memberships AS
    SELECT group_id, user_id FROM group_members
    UNION ALL
    SELECT organization_id, user_id FROM organization_members;

CREATE FUNCTION organization_has_everyone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO groups (id, organization_id, name, created_at, updated_at)
    VALUES (NEW.id, NEW.id, 'Everyone', NEW.created_at, NEW.created_at);
    RETURN NULL;
END $$;
CREATE TRIGGER organization_has_everyone AFTER INSERT ON organizations
    FOR EACH ROW EXECUTE FUNCTION organization_has_everyone();
INSERT INTO groups (id, organization_id, name, created_at, updated_at)
SELECT id, id, 'Everyone', created_at, created_at FROM organizations;

-- What each member of a group may spend in a period.
CREATE TABLE chat_usage_limit_group_overrides (
    group_id           uuid PRIMARY KEY REFERENCES groups (id) ON DELETE CASCADE,
    spend_limit_micros bigint NOT NULL CHECK (spend_limit_micros > 0),
    updated_at         timestamptz NOT NULL
);

-- A person's limit is their own, else the lowest of their groups', else the deployment's; none while the deployment has none.
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
