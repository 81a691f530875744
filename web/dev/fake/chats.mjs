// Chats: their rows, history, queue and streams. The played model of scripts.mjs writes the answers.

import { randomUUID } from "node:crypto";
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

export class FakeChat {
  constructor(title, options = {}) {
    this.row = {
      id: randomUUID(),
      organization_id: randomUUID(),
      owner_id: randomUUID(),
      last_model_config_id: options.model ?? models.models[0]?.id ?? randomUUID(),
      title,
      status: "waiting",
      last_turn_summary: null,
      created_at: options.at ?? now(),
      updated_at: options.at ?? now(),
      archived: false,
      pin_order: options.pinned ?? 0,
      mcp_server_ids: [],
      labels: {},
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
    for (const socket of watchers) socket.send(JSON.stringify({ kind, chat: this.row }));
  }

  store(role, content, extra = {}) {
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

  send(text, interrupt) {
    if (this.row.status === "running" || this.row.status === "interrupting") {
      const queued = {
        id: nextMessage++,
        chat_id: this.row.id,
        content: [part({ type: "text", text })],
        created_at: now(),
      };
      this.queue.push(queued);
      this.emit(this.queueEvent());
      if (interrupt) this.interrupt();
      return { queued: true, queued_message: queued };
    }
    const message = this.store("user", [{ type: "text", text }]);
    this.setStatus("running");
    void this.work(text);
    return { queued: false, message };
  }

  interrupt() {
    this.stopped = true;
    this.setStatus("interrupting");
  }

  async work(text) {
    this.stopped = false;
    await runScript(this, text);
    if (this.row.status === "error") return;
    const next = this.queue.shift();
    if (!next) return this.setStatus("waiting");
    this.store("user", next.content);
    this.emit(this.queueEvent());
    this.setStatus("running");
    void this.work(next.content[0].text);
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
      run: () => ({
        body: [...chats.values()].map((it) => it.row).filter((it) => !it.archived),
      }),
    },
    {
      method: "POST",
      path: /^\/api\/(?:v2|experimental)\/chats$/,
      run: ({ body }) => {
        const { text } = body.content[0];
        const chat = new FakeChat(text.split(/\s+/).slice(0, 6).join(" "), { model: body.model_config_id });
        chat.send(text);
        chat.watch("created");
        return { status: 201, body: chat.row };
      },
    },
    on("GET", `${CHAT}`, (chat) => ({ body: chat.row })),
    on("PATCH", `${CHAT}`, (chat, { body }) => {
      Object.assign(chat.row, body);
      chat.watch(body.archived ? "deleted" : "title_change");
      return { status: 204 };
    }),
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
      body: chat.send(body.content[0].text, body.busy_behavior === "interrupt"),
    })),
    on("POST", `${CHAT}/interrupt`, (chat) => {
      chat.interrupt();
      return { body: chat.row };
    }),
    on("GET", `${CHAT}/wait`, (chat) => ({
      body: {
        waiting_for: chat.row.status === "running" ? "tools" : "user_message",
        whose_turn: "workspace",
        since: now(),
        explanation: "A command runs in the workspace; it may take until its timeout of 10 minutes.",
      },
    })),
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
