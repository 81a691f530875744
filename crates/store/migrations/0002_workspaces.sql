-- Templates, jobs, workspaces, builds, agents. Facts: platform.md 2.5-2.11, 2.30, 3.1-3.6, 3.9.

CREATE TABLE provisioner_jobs (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    initiator_id    uuid REFERENCES users (id),       -- null = the server itself
    kind            text NOT NULL CHECK (kind IN ('template_version_import', 'workspace_build')),
    provisioner     text NOT NULL CHECK (provisioner IN ('local', 'terraform')),
    tags            jsonb NOT NULL DEFAULT '{}',
    input           jsonb NOT NULL,                   -- what the worker needs, by kind
    worker_id       uuid,                             -- the replica that runs it; null = nobody
    attempt         integer NOT NULL DEFAULT 0,       -- raised at each acquisition: with worker_id the fence of a hold
    error           text,
    error_code      text,
    logs_length     bigint NOT NULL DEFAULT 0,        -- bytes of output stored
    logs_overflowed boolean NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,             -- the worker's heartbeat
    started_at      timestamptz,
    canceled_at     timestamptz,
    completed_at    timestamptz
);
CREATE INDEX provisioner_jobs_pending ON provisioner_jobs (created_at) WHERE started_at IS NULL AND completed_at IS NULL;
CREATE INDEX provisioner_jobs_running ON provisioner_jobs (updated_at) WHERE started_at IS NOT NULL AND completed_at IS NULL;

CREATE TABLE provisioner_job_logs (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id     uuid NOT NULL REFERENCES provisioner_jobs (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    source     text NOT NULL CHECK (source IN ('provisioner_daemon', 'provisioner')),
    level      text NOT NULL CHECK (level IN ('trace', 'debug', 'info', 'warn', 'error')),
    stage      text NOT NULL,
    output     text NOT NULL
);
CREATE INDEX provisioner_job_logs_job ON provisioner_job_logs (job_id, id);

CREATE TABLE templates (
    id                  uuid PRIMARY KEY,
    organization_id     uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name                text NOT NULL,
    display_name        text NOT NULL DEFAULT '',
    description         text NOT NULL DEFAULT '',
    icon                text NOT NULL DEFAULT '',
    provisioner         text NOT NULL CHECK (provisioner IN ('local', 'terraform')),
    active_version_id   uuid NOT NULL,
    default_ttl_ms      bigint NOT NULL DEFAULT 0,
    deprecation_message text NOT NULL DEFAULT '',     -- '' = not deprecated
    allow_user_cancel_workspace_jobs boolean NOT NULL DEFAULT true,
    created_by          uuid REFERENCES users (id),   -- null = built in
    deleted             boolean NOT NULL DEFAULT false,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL
);
CREATE UNIQUE INDEX templates_name ON templates (organization_id, lower(name)) WHERE NOT deleted;

CREATE TABLE template_versions (
    id              uuid PRIMARY KEY,
    template_id     uuid REFERENCES templates (id) ON DELETE CASCADE,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    name            text NOT NULL,
    message         text NOT NULL DEFAULT '',
    readme          text NOT NULL DEFAULT '',
    definition      jsonb NOT NULL DEFAULT '{}',      -- of a native template: agents, scripts, parameters
    job_id          uuid REFERENCES provisioner_jobs (id),
    created_by      uuid REFERENCES users (id),
    archived        boolean NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    UNIQUE (template_id, name)
);
ALTER TABLE templates ADD CONSTRAINT templates_active_version
    FOREIGN KEY (active_version_id) REFERENCES template_versions (id) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE workspaces (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    owner_id        uuid NOT NULL REFERENCES users (id),
    template_id     uuid NOT NULL REFERENCES templates (id),
    name            text NOT NULL,
    ttl_ms          bigint,
    last_used_at    timestamptz NOT NULL,
    deleted         boolean NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX workspaces_owner_name ON workspaces (owner_id, lower(name)) WHERE NOT deleted;
CREATE INDEX workspaces_list ON workspaces (last_used_at DESC, id) WHERE NOT deleted;
CREATE INDEX workspaces_template ON workspaces (template_id) WHERE NOT deleted;

CREATE TABLE workspace_builds (
    id                  uuid PRIMARY KEY,
    workspace_id        uuid NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    template_version_id uuid NOT NULL REFERENCES template_versions (id),
    build_number        integer NOT NULL CHECK (build_number > 0),
    transition          text NOT NULL CHECK (transition IN ('start', 'stop', 'delete')),
    initiator_id        uuid NOT NULL REFERENCES users (id),
    reason              text NOT NULL,
    job_id              uuid NOT NULL UNIQUE REFERENCES provisioner_jobs (id),
    state               jsonb,                        -- the driver's state: pid, paths, tier
    deadline            timestamptz,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    UNIQUE (workspace_id, build_number)
);

CREATE TABLE workspace_build_parameters (
    build_id uuid NOT NULL REFERENCES workspace_builds (id) ON DELETE CASCADE,
    name     text NOT NULL,
    value    text NOT NULL,
    PRIMARY KEY (build_id, name)
);

CREATE TABLE workspace_resources (
    id         uuid PRIMARY KEY,
    job_id     uuid NOT NULL REFERENCES provisioner_jobs (id) ON DELETE CASCADE,
    transition text NOT NULL CHECK (transition IN ('start', 'stop', 'delete')),
    type       text NOT NULL,
    name       text NOT NULL,
    hide       boolean NOT NULL DEFAULT false,
    icon       text NOT NULL DEFAULT '',
    metadata   jsonb NOT NULL DEFAULT '[]',           -- [{key, value, sensitive}]
    created_at timestamptz NOT NULL
);
CREATE INDEX workspace_resources_job ON workspace_resources (job_id);

CREATE TABLE workspace_agents (
    id                 uuid PRIMARY KEY,
    resource_id        uuid NOT NULL REFERENCES workspace_resources (id) ON DELETE CASCADE,
    name               text NOT NULL,
    auth_token_hash    bytea NOT NULL UNIQUE,         -- SHA-256 of the token (a UUID)
    architecture       text NOT NULL,
    operating_system   text NOT NULL,
    directory          text NOT NULL DEFAULT '',
    expanded_directory text NOT NULL DEFAULT '',
    environment        jsonb NOT NULL DEFAULT '{}',
    version            text NOT NULL DEFAULT '',
    api_version        text NOT NULL DEFAULT '',
    subsystems         text[] NOT NULL DEFAULT '{}',
    connection_timeout_secs integer NOT NULL DEFAULT 120,
    troubleshooting_url text NOT NULL DEFAULT '',
    lifecycle_state    text NOT NULL DEFAULT 'created',
    started_at         timestamptz,
    ready_at           timestamptz,
    first_connected_at timestamptz,
    last_connected_at  timestamptz,
    disconnected_at    timestamptz,
    connected_replica_id uuid,                        -- the replica that holds its tunnel
    tunnel_generation  bigint NOT NULL DEFAULT 0,     -- raised at each connect: the newest tunnel wins
    logs_length        bigint NOT NULL DEFAULT 0,
    logs_overflowed    boolean NOT NULL DEFAULT false,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL
);
CREATE INDEX workspace_agents_resource ON workspace_agents (resource_id);

CREATE TABLE workspace_agent_scripts (
    id            uuid PRIMARY KEY,
    agent_id      uuid NOT NULL REFERENCES workspace_agents (id) ON DELETE CASCADE,
    log_source_id uuid NOT NULL,
    display_name  text NOT NULL,
    log_path      text NOT NULL DEFAULT '',
    script        text NOT NULL,
    cron          text NOT NULL DEFAULT '',
    run_on_start  boolean NOT NULL,
    run_on_stop   boolean NOT NULL,
    start_blocks_login boolean NOT NULL,
    timeout_secs  integer NOT NULL DEFAULT 0,         -- 0 = none
    -- what became of the last run
    last_started_at timestamptz,
    last_ended_at   timestamptz,
    last_exit_code  integer,
    last_status     text
);
CREATE INDEX workspace_agent_scripts_agent ON workspace_agent_scripts (agent_id);

CREATE TABLE workspace_agent_log_sources (
    agent_id     uuid NOT NULL REFERENCES workspace_agents (id) ON DELETE CASCADE,
    id           uuid NOT NULL,
    display_name text NOT NULL,
    icon         text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (agent_id, id)
);

CREATE TABLE workspace_agent_logs (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agent_id      uuid NOT NULL REFERENCES workspace_agents (id) ON DELETE CASCADE,
    log_source_id uuid NOT NULL,
    created_at    timestamptz NOT NULL,
    level         text NOT NULL,
    output        text NOT NULL
);
CREATE INDEX workspace_agent_logs_agent ON workspace_agent_logs (agent_id, id);
