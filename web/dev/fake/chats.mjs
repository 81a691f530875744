// Chats: their rows, history, queue and streams. The played model of scripts.mjs writes the answers.

import { randomUUID } from "node:crypto";
import { me } from "./account.mjs";
import { files } from "./files.mjs";
import { state as models } from "./models.mjs";
import { runScript } from "./scripts.mjs";

export const chats = new Map();
const watchers = new Set();
let nextMessage = 1;
const now = () => new Date().toISOString();

const ZERO = {
  text: "",
  url: "",
  media_type: "",
  file_name: "",
  start_line: 0,
  end_line: 0,
  content: "",
  context_file_path: "",
  skill_name: "",
  mcp_server_config_id: null,
  file_id: null,
  context_file_agent_id: null,
};
export const part = (fields) => ({ ...ZERO, ...fields });

/** What a person sends, as it is stored. */
const storedContent = (content) =>
  content.map((it) => {
    const file = files.get(it.file_id);
    return file ? { type: "file", file_id: it.file_id, name: file.name, media_type: file.type } : it;
  });
const textIn = (content) => content.find((it) => it.type === "text")?.text ?? "";

export class FakeChat {
  constructor(title, options = {}) {
    this.row = {
      id: randomUUID(),
      organization_id: randomUUID(),
      owner_id: me() ?? randomUUID(),
      last_model_config_id: options.model ?? models.models[0]?.id ?? randomUUID(),
      title,
      status: "waiting",
      last_turn_summary: null,
      created_at: options.at ?? now(),
      updated_at: options.at ?? now(),
      archived: false,
      pin_order: options.pinned ?? 0,
      mcp_server_ids: [],
      labels: options.labels ?? {},
      has_unread: options.unread ?? false,
      client_type: "ui",
      children: [],
    };
    this.messages = [];
    this.queue = [];
    this.parts = [];
    this.history = 1;
    this.attempt = 0;
    this.retry = null;
    this.sockets = new Set();
    this.stopped = false;
    /** Counts the turns: an edit begins another one while the old one still winds down. */
    this.run = 0;
    chats.set(this.row.id, this);
  }

  event(fields) {
    return { chat_id: this.row.id, ...fields };
  }

  emit(...events) {
    const frame = JSON.stringify(events.map((it) => this.event(it)));
    for (const socket of this.sockets) socket.send(frame);
  }

  watch(kind) {
    this.row.updated_at = now();
    this.tell(kind);
  }

  /** A change of metadata alone does not move the chat up. */
  tell(kind) {
    for (const socket of watchers) socket.send(JSON.stringify({ kind, chat: this.row }));
  }

  store(role, content, extra = {}) {
    this.since = now();
    const message = {
      id: nextMessage++,
      chat_id: this.row.id,
      created_at: now(),
      role,
      content: content.map(part),
      ...extra,
    };
    this.messages.push(message);
    this.history += 1;
    this.attempt = 0;
    this.parts = [];
    this.emit({ type: "message", message });
    return message;
  }

  setStatus(status, error) {
    this.row.status = status;
    this.since = now();
    this.row.last_error = error;
    if (error) this.emit({ type: "error", error });
    this.emit({ type: "status", status: { status } });
    this.watch("status_change");
  }

  stream(fields, role = "assistant") {
    this.retry = null;
    const event = {
      type: "message_part",
      message_part: {
        role,
        part: part(fields),
        history_version: this.history,
        generation_attempt: this.attempt,
        seq: this.parts.length + 1,
      },
    };
    this.parts.push(event);
    this.emit(event);
  }

  setRetry(retry) {
    this.attempt += 1;
    this.parts = [];
    this.retry = retry;
    this.emit({ type: "retry", retry }, this.previewReset());
  }

  previewReset() {
    return {
      type: "preview_reset",
      preview_reset: { history_version: this.history, generation_attempt: this.attempt },
    };
  }

  queueEvent() {
    return this.queue.length
      ? { type: "queue_update", queued_messages: this.queue }
      : { type: "queue_update" };
  }

  send(sent, interrupt, planMode) {
    const content = storedContent(sent);
    if (planMode !== undefined) this.row.plan_mode = planMode || undefined;
    if (["running", "interrupting", "requires_action"].includes(this.row.status)) {
      const queued = {
        id: nextMessage++,
        chat_id: this.row.id,
        content: content.map(part),
        created_at: now(),
      };
      this.queue.push(queued);
      this.emit(this.queueEvent());
      if (interrupt) this.interrupt();
      return { queued: true, queued_message: queued };
    }
    const message = this.store("user", content);
    this.setStatus("running");
    void this.work(textIn(content));
    return { queued: false, message };
  }

  interrupt() {
    this.stopped = true;
    // A wait for the client ends at once, everything else when the script comes to its next pause.
    this.setStatus(this.row.status === "requires_action" ? "running" : "interrupting");
  }

  unqueue(id) {
    const at = this.queue.findIndex((it) => it.id === id);
    if (at < 0) return { status: 404, body: { message: "There is no such queued message." } };
    const [message] = this.queue.splice(at, 1);
    return { message, at };
  }

  promote(id) {
    const { message, ...missing } = this.unqueue(id);
    if (!message) return missing;
    this.queue.unshift(message);
    this.emit(this.queueEvent());
    if (this.row.status === "running") this.interrupt();
    else if (this.row.status === "error") void this.next();
    return { status: 202, body: { message: "The message is sent next." } };
  }

  edit(id, content) {
    const at = this.messages.findIndex((it) => it.id === id && it.role === "user");
    if (at < 0) return { status: 404, body: { message: "There is no such message of yours." } };
    this.stopped = true;
    this.run += 1;
    this.messages.length = at;
    this.queue = [];
    this.retry = null;
    this.parts = [];
    this.emit({ type: "history_reset" }, ...this.messages.map((message) => ({ type: "message", message })));
    this.emit(this.queueEvent());
    const message = this.store("user", storedContent(content));
    this.setStatus("running");
    setTimeout(() => void this.work(textIn(content)), 30);
    return { body: { message } };
  }

  change(fields) {
    if (fields.archived !== undefined && fields.archived !== null) {
      if (["running", "interrupting", "requires_action"].includes(this.row.status)) {
        return { status: 409, body: { message: "The chat is at work. Stop it, then archive it." } };
      }
      fields.pin_order = 0;
    }
    if (fields.pin_order > 0) this.pin(fields.pin_order);
    else Object.assign(this.row, fields);
    if (fields.pin_order > 0) fields = { ...fields, pin_order: this.row.pin_order };
    Object.assign(this.row, fields);
    if (fields.plan_mode !== undefined) this.row.plan_mode = fields.plan_mode || undefined;
    const kind =
      fields.archived === true ? "deleted" : fields.archived === false ? "created" : "title_change";
    this.tell(kind);
    return { status: 204 };
  }

  pin(place) {
    const pinned = [...chats.values()]
      .filter((it) => it.row.pin_order > 0 && it !== this)
      .sort((a, b) => a.row.pin_order - b.row.pin_order);
    const to = this.row.pin_order > 0 ? Math.min(place, pinned.length + 1) : pinned.length + 1;
    pinned.splice(to - 1, 0, this);
    pinned.forEach((it, index) => {
      it.row.pin_order = index + 1;
    });
  }

  async work(text) {
    this.stopped = false;
    const run = ++this.run;
    await runScript(this, text);
    if (run !== this.run || this.row.status === "error") return;
    await this.next();
  }

  async next() {
    const next = this.queue.shift();
    if (!next) return this.setStatus("waiting");
    this.store("user", next.content);
    this.emit(this.queueEvent());
    this.setStatus("running");
    void this.work(textIn(next.content));
  }

  connect(socket, afterId) {
    const events = [
      ...this.messages.filter((it) => it.id > afterId).map((message) => ({ type: "message", message })),
      this.queueEvent(),
      { type: "status", status: { status: this.row.status } },
      ...(this.row.last_error ? [{ type: "error", error: this.row.last_error }] : []),
      ...(this.retry ? [{ type: "retry", retry: this.retry }] : []),
      ...this.parts,
    ];
    socket.send(JSON.stringify(events.map((it) => this.event(it))));
    this.sockets.add(socket);
    socket.on("close", () => this.sockets.delete(socket));
  }
}

/** The list of chats-api.md 1.2, as far as the page asks for it. */
function listChats(query) {
  const q = query.get("q") ?? "";
  const title = /title:"([^"]*)"/.exec(q)?.[1].toLowerCase() ?? "";
  const archived = q.includes("archived:true");
  const labels = query.getAll("label").map((it) => it.split(/:(.*)/s));
  const found = [...chats.values()]
    .map((it) => it.row)
    .filter((it) => !it.parent_chat_id && it.archived === archived && it.title.toLowerCase().includes(title))
    .filter((it) => !q.includes("has_unread:true") || it.has_unread)
    .filter((it) => labels.every(([key, value]) => it.labels[key] === value))
    .sort((a, b) => {
      if (a.pin_order > 0 || b.pin_order > 0) return (a.pin_order || 1e9) - (b.pin_order || 1e9);
      return b.updated_at.localeCompare(a.updated_at) || b.id.localeCompare(a.id);
    });
  const from = found.findIndex((it) => it.id === query.get("after_id")) + 1;
  return found.slice(from, from + Number(query.get("limit") ?? 50));
}

/** What the played model waits for. */
function explainWait(chat) {
  const nothing = "You need not do anything; stop the chat to end it now.";
  const wait = (waiting_for, explanation, extra = {}) => ({
    waiting_for,
    whose_turn: "server",
    explanation,
    what_to_do: nothing,
    since: chat.since,
    ...extra,
  });
  if (chat.row.status === "requires_action") {
    const until = new Date(Date.parse(chat.since) + 300_000).toISOString();
    return wait("client_tools", "The chat waits for the client's results of its own tools.", { until });
  }
  if (chat.retry) {
    const tries = { next: chat.retry.attempt + 1, most: 25 };
    return wait("retry", `The chat will try the model again. The last error: ${chat.retry.error}`, { tries });
  }
  if (chat.waits) return wait(chat.waits, "The chat waits for the build of its workspace.");
  if (chat.row.status !== "running") return wait("user_message", "The chat is idle.");
  return wait("tools", "A command runs in the workspace; it may take until its timeout of 10 minutes.");
}

const CHAT = "/api/(?:v2|experimental)/chats/([^/]+)";
const on = (method, path, run) => ({
  method,
  path: new RegExp(`^${path}$`),
  run: (call) => {
    const chat = chats.get(call.params[0]);
    return chat
      ? run(chat, call)
      : { status: 404, body: { message: "There is no such chat, or it is not yours." } };
  },
});

export function chatRoutes() {
  return [
    {
      method: "GET",
      path: /^\/api\/(?:v2|experimental)\/chats$/,
      run: ({ query }) => ({ body: listChats(query) }),
    },
    {
      method: "POST",
      path: /^\/api\/(?:v2|experimental)\/chats$/,
      run: ({ body }) => {
        const title = textIn(body.content).split(/\s+/).slice(0, 6).join(" ") || "Files";
        const chat = new FakeChat(title, { model: body.model_config_id });
        chat.send(body.content, false, body.plan_mode);
        chat.watch("created");
        return { status: 201, body: chat.row };
      },
    },
    on("GET", `${CHAT}`, (chat) => ({ body: chat.row })),
    on("PATCH", `${CHAT}`, (chat, { body }) => chat.change(body)),
    on("PATCH", `${CHAT}/messages/(\\d+)`, (chat, { params, body }) =>
      chat.edit(Number(params[1]), body.content),
    ),
    on("DELETE", `${CHAT}/queue/(\\d+)`, (chat, { params }) => {
      const { message, ...missing } = chat.unqueue(Number(params[1]));
      if (!message) return missing;
      chat.emit(chat.queueEvent());
      return { status: 204 };
    }),
    on("PATCH", `${CHAT}/queue/(\\d+)`, (chat, { params, body }) => {
      const { message, at, ...missing } = chat.unqueue(Number(params[1]));
      if (!message) return missing;
      if (body.content) message.content = body.content.map((it) => ({ ...it }));
      chat.queue.splice(body.position ?? at, 0, message);
      chat.emit(chat.queueEvent());
      return { body: { queued_message: message } };
    }),
    on("GET", `${CHAT}/prompts`, (chat) => ({
      body: {
        prompts: chat.messages
          .filter((it) => it.role === "user")
          .map((it) => ({ id: it.id, text: textIn(it.content) }))
          .reverse(),
      },
    })),
    on("POST", `${CHAT}/title/propose`, () => ({ body: { title: "What was talked about here" } })),
    on("POST", `${CHAT}/queue/(\\d+)/promote`, (chat, { params }) => chat.promote(Number(params[1]))),
    on("GET", `${CHAT}/messages`, (chat, { query }) => {
      const limit = Number(query.get("limit") ?? 50);
      const before = Number(query.get("before_id") ?? Number.POSITIVE_INFINITY);
      const found = chat.messages.filter((it) => it.id < before).reverse();
      return {
        body: {
          messages: found.slice(0, limit),
          queued_messages: chat.queue,
          has_more: found.length > limit,
        },
      };
    }),
    on("POST", `${CHAT}/messages`, (chat, { body }) => ({
      body: chat.send(body.content, body.busy_behavior === "interrupt", body.plan_mode),
    })),
    on("POST", `${CHAT}/interrupt`, (chat) => {
      chat.interrupt();
      return { body: chat.row };
    }),
    on("GET", `${CHAT}/wait`, (chat) => ({ body: explainWait(chat) })),
  ];
}

export function chatSockets() {
  return [
    {
      path: /^\/api\/(?:v2|experimental)\/chats\/watch$/,
      run: ({ client }) => {
        watchers.add(client);
        client.on("close", () => watchers.delete(client));
      },
    },
    {
      path: /^\/api\/(?:v2|experimental)\/chats\/([^/]+)\/stream$/,
      run: ({ client, params, query }) => {
        const chat = chats.get(params[0]);
        if (!chat) return client.close(1011);
        chat.row.has_unread = false;
        chat.connect(client, Number(query.get("after_id") ?? 0));
      },
    },
  ];
}
