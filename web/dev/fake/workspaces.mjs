// Workspaces whose builds take a few seconds and write a log.

import { randomUUID } from "node:crypto";

const TEMPLATE = {
  id: randomUUID(),
  name: "local",
  display_name: "Local",
  description: "A folder and a sandboxed process tree on this host.",
};
export const workspaces = new Map();
const builds = new Map();
const now = () => new Date().toISOString();
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const LINES = {
  start: [
    ["Preparing", "Template local, version brisk-otter"],
    ["Preparing", "Sandbox: bubblewrap, Landlock, user namespaces"],
    ["Starting", "Made the workspace folder"],
    ["Starting", "Started the agent, pid 48213"],
    ["Starting", "Waiting for the agent to connect"],
    ["Starting", "The agent is connected"],
  ],
  stop: [
    ["Stopping", "Told the agent to shut down"],
    ["Stopping", "All processes have ended"],
  ],
  delete: [
    ["Stopping", "All processes have ended"],
    ["Deleting", "Removed the workspace folder"],
  ],
};
const DURING = { start: "starting", stop: "stopping", delete: "deleting" };
const AFTER = { start: "running", stop: "stopped", delete: "deleted" };

export function makeWorkspace(name, status = "running") {
  const workspace = {
    id: randomUUID(),
    name,
    owner_id: randomUUID(),
    owner_name: "ada",
    template_id: TEMPLATE.id,
    template_name: "local",
    template_display_name: "Local",
    created_at: now(),
    updated_at: now(),
    last_used_at: now(),
  };
  workspace.latest_build = makeBuild(workspace, status === "stopped" ? "stop" : "start", status);
  workspaces.set(workspace.id, workspace);
  return workspace;
}

function makeBuild(workspace, transition, status) {
  const done = status !== undefined;
  const build = {
    id: randomUUID(),
    workspace_id: workspace.id,
    build_number: (workspace.latest_build?.build_number ?? 0) + 1,
    transition,
    status: status ?? "pending",
    created_at: now(),
    initiator_name: "ada",
    job: { id: randomUUID(), status: done ? "succeeded" : "pending", created_at: now() },
    resources: [],
    logs: done ? LINES[transition].map(logLine) : [],
    done,
    listeners: new Set(),
  };
  if (status === "failed") {
    build.job.error =
      "No space is left on the device that holds the data directory. Free some, then start again.";
    build.logs = [
      ...build.logs.slice(0, 2),
      { ...logLine(["Starting", build.job.error], 2), log_level: "error" },
    ];
  }
  if (status === "running") build.resources = [resource()];
  builds.set(build.id, build);
  return build;
}

const logLine = ([stage, output], index) => ({
  id: index + 1,
  created_at: now(),
  log_source: "provisioner",
  log_level: "info",
  stage,
  output,
});

const resource = () => ({
  id: randomUUID(),
  name: "dev",
  type: "local_process",
  agents: [
    {
      id: randomUUID(),
      name: "main",
      status: "connected",
      lifecycle_state: "ready",
      operating_system: "linux",
      architecture: "amd64",
      expanded_directory: "/var/lib/ropewalk/workspaces/quiet-heron/home",
    },
  ],
});

export async function runBuild(workspace, transition) {
  const build = makeBuild(workspace, transition);
  workspace.latest_build = build;
  await sleep(400);
  build.status = DURING[transition];
  build.job.status = "running";
  for (const [index, line] of LINES[transition].entries()) {
    await sleep(450);
    const entry = logLine(line, index);
    build.logs.push(entry);
    for (const listener of build.listeners) listener(entry);
  }
  build.status = AFTER[transition];
  build.job.status = "succeeded";
  build.done = true;
  if (transition === "start") build.resources = [resource()];
  if (transition === "delete") workspaces.delete(workspace.id);
  for (const listener of build.listeners) listener(null);
  return build;
}

const shown = ({ listeners: _, logs: __, done: ___, ...build }) => build;
const view = (workspace) => ({ ...workspace, latest_build: shown(workspace.latest_build) });

export function workspaceRoutes() {
  return [
    {
      method: "GET",
      path: /^\/api\/v2\/workspaces$/,
      run: () => ({ body: { workspaces: [...workspaces.values()].map(view), count: workspaces.size } }),
    },
    {
      method: "GET",
      path: /^\/api\/v2\/workspaces\/([^/]+)$/,
      run: ({ params }) => {
        const workspace = workspaces.get(params[0]);
        return workspace
          ? { body: view(workspace) }
          : { status: 404, body: { message: "No such workspace." } };
      },
    },
    {
      method: "POST",
      path: /^\/api\/v2\/workspaces\/([^/]+)\/builds$/,
      run: ({ params, body }) => {
        const workspace = workspaces.get(params[0]);
        void runBuild(workspace, body.transition);
        return { status: 201, body: shown(workspace.latest_build) };
      },
    },
    { method: "GET", path: /^\/api\/v2\/templates$/, run: () => ({ body: [TEMPLATE] }) },
    {
      method: "POST",
      path: /^\/api\/v2\/users\/me\/workspaces$/,
      run: ({ body }) => {
        const taken = [...workspaces.values()].some((it) => it.name === body.name);
        if (taken) {
          const validations = [{ field: "name", detail: "You have a workspace by this name." }];
          return { status: 409, body: { message: "The workspace was not made.", validations } };
        }
        const workspace = makeWorkspace(body.name, "pending");
        void runBuild(workspace, "start");
        return { status: 201, body: view(workspace) };
      },
    },
    {
      method: "PATCH",
      path: /^\/api\/v2\/workspacebuilds\/([^/]+)\/cancel$/,
      run: () => ({ status: 400, body: { message: "The build is already over." } }),
    },
  ];
}

export function workspaceSockets() {
  return [
    {
      path: /^\/api\/v2\/workspacebuilds\/([^/]+)\/logs$/,
      run: ({ client, params, query }) => {
        const build = builds.get(params[0]);
        const send = (line) => (line ? client.send(JSON.stringify(line)) : client.close(1000));
        for (const line of build.logs) if (line.id > Number(query.get("after"))) send(line);
        if (build.done) return send(null);
        build.listeners.add(send);
        client.on("close", () => build.listeners.delete(send));
      },
    },
    {
      path: /^\/api\/v2\/workspaceagents\/([^/]+)\/logs$/,
      run: ({ client }) => {
        const output = ["Cloning dotfiles", "Installing toolchain: \u001b[32mrust 1.95.0\u001b[0m", "Ready"];
        client.send(
          JSON.stringify(
            output.map((text, index) => ({ id: index + 1, created_at: now(), level: "info", output: text })),
          ),
        );
      },
    },
  ];
}
