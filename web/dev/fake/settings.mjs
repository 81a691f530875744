// Settings that the played server keeps in memory: skills, and when old chats go.

import { randomUUID } from "node:crypto";

const skills = new Map();
const days = { "auto-archive-days": 0, "retention-days": 30, "debug-retention-days": 30 };
const field = (name) => name.replaceAll("-", "_");

/** What the real server reads of a head, for texts that are written as the page's own example is. */
function parse(content) {
  const head = /^---\n([\s\S]*?)\n---/.exec(content)?.[1];
  const of = (key) => new RegExp(`^${key}: *(.+)$`, "m").exec(head ?? "")?.[1];
  return of("name") && of("description") ? { name: of("name"), description: of("description") } : undefined;
}

const bad = {
  status: 400,
  body: {
    message: "The request is not valid.",
    validations: [
      {
        field: "content",
        detail: "must begin with `---`, `name: …`, `description: …` and `---`, each on a line of its own",
      },
    ],
  },
};

function put(content, old) {
  const head = parse(content);
  if (!head) return bad;
  const now = new Date().toISOString();
  if (old) skills.delete(old.name);
  const skill = { id: old?.id ?? randomUUID(), ...head, created_at: old?.created_at ?? now, updated_at: now };
  skills.set(head.name, { ...skill, content });
  return { status: old ? 200 : 201, body: skill };
}

export const settingRoutes = () => [
  {
    method: "GET",
    path: /^\/api\/v2\/users\/me\/skills$/,
    run: () => ({
      body: [...skills.values()]
        .map(({ content: _, ...skill }) => skill)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    }),
  },
  { method: "POST", path: /^\/api\/v2\/users\/me\/skills$/, run: ({ body }) => put(body.content) },
  {
    method: "GET",
    path: /^\/api\/v2\/users\/me\/skills\/([^/]+)$/,
    run: ({ params: [name] }) => ({ body: skills.get(name) }),
  },
  {
    method: "PATCH",
    path: /^\/api\/v2\/users\/me\/skills\/([^/]+)$/,
    run: ({ params: [name], body }) => put(body.content, skills.get(name)),
  },
  {
    method: "DELETE",
    path: /^\/api\/v2\/users\/me\/skills\/([^/]+)$/,
    run: ({ params: [name] }) => {
      skills.delete(name);
      return { status: 204 };
    },
  },
  ...Object.keys(days).flatMap((name) => [
    {
      method: "GET",
      path: new RegExp(`^/api/v2/chats/config/${name}$`),
      run: () => ({ body: { [field(name)]: days[name] } }),
    },
    {
      method: "PUT",
      path: new RegExp(`^/api/v2/chats/config/${name}$`),
      run: ({ body }) => {
        days[name] = body[field(name)];
        return { status: 204 };
      },
    },
  ]),
];
