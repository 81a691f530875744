// A small model of the server for tests: it plays the life of a chat, and a client can connect to it at any moment.
// It keeps what a real one keeps (stored messages, queue, status, the parts of the running episode), so that the
// snapshot of a late connection is what a real one would send.

import type {
  ChatError,
  ChatMessage,
  ChatMessagePart,
  ChatMessagesPage,
  ChatQueuedMessage,
  ChatRetry,
  ChatStreamEvent,
  Role,
} from "@/api/types";
import type { Episode } from "./reducer";

const CHAT = "00000000-0000-4000-8000-000000000001";

export function part(fields: Partial<ChatMessagePart> & { type: string }): ChatMessagePart {
  return {
    text: "",
    url: "",
    media_type: "",
    file_name: "",
    start_line: 0,
    end_line: 0,
    content: "",
    ...fields,
  } as ChatMessagePart;
}

export function message(id: number, role: Role, content: ChatMessagePart[]): ChatMessage {
  return { id, chat_id: CHAT, role, content, created_at: "2026-05-01T10:00:00Z" } as ChatMessage;
}

type PartEvent = Extract<ChatStreamEvent, { type: "message_part" }>;
/** Each event without the id that all have. */
type WithoutChat = ChatStreamEvent extends infer E
  ? E extends ChatStreamEvent
    ? Omit<E, "chat_id">
    : never
  : never;

export class FakeServer {
  messages: ChatMessage[] = [];
  status: "running" | "waiting" | "error" = "waiting";
  error: ChatError | undefined;
  retry: ChatRetry | undefined;
  queue: { id: number; text: string }[] = [];
  parts: PartEvent[] = [];
  episode: Episode = { history: 1, attempt: 0 };
  private nextId = 1;
  private retries = 0;
  private readonly listeners = new Set<(events: ChatStreamEvent[]) => void>();

  follow(listener: (events: ChatStreamEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  page(): ChatMessagesPage {
    return {
      messages: [...this.messages].reverse(),
      queued_messages: this.queued(),
      has_more: false,
    } as ChatMessagesPage;
  }

  /** What a connection made now gets first: messages, queue, status, error, retry, then the running parts. */
  connect(afterId: number): ChatStreamEvent[] {
    const later = this.messages.filter((it) => it.id > afterId);
    return [
      ...later.map((it) => this.event({ type: "message", message: it })),
      this.queueEvent(),
      this.event({ type: "status", status: { status: this.status } }),
      ...(this.error ? [this.event({ type: "error", error: this.error })] : []),
      ...(this.retry ? [this.event({ type: "retry", retry: this.retry })] : []),
      ...this.parts,
    ];
  }

  ask(text: string): void {
    if (this.status === "running") {
      this.queue.push({ id: this.nextId++, text });
      this.send([this.queueEvent()]);
      return;
    }
    this.error = undefined;
    this.send([this.store("user", [part({ type: "text", text })])]);
    this.setStatus("running");
  }

  stream(piece: ChatMessagePart): void {
    if (this.status !== "running") return;
    this.retry = undefined;
    const event = this.event({
      type: "message_part",
      message_part: {
        role: "assistant",
        part: piece,
        history_version: this.episode.history,
        generation_attempt: this.episode.attempt,
        seq: this.parts.length + 1,
      },
    });
    this.parts.push(event);
    this.send([event]);
  }

  /** The step is stored: whole text, as the deltas gave it. */
  commit(): void {
    const text = this.streamed();
    if (this.status !== "running" || text === "") return;
    this.parts = [];
    this.send([this.store("assistant", [part({ type: "text", text })])]);
    this.send([this.previewReset()]);
  }

  fail(): void {
    if (this.status !== "running") return;
    this.episode = { ...this.episode, attempt: this.episode.attempt + 1 };
    this.parts = [];
    this.retry = {
      attempt: this.episode.attempt,
      delay_ms: 1000,
      error: "overloaded",
      retrying_at: new Date(Date.UTC(2026, 4, 1) + 1000 * this.retries++).toISOString(),
    };
    this.send([this.event({ type: "retry", retry: this.retry }), this.previewReset()]);
  }

  finish(ok: boolean): void {
    if (this.status !== "running") return;
    this.commit();
    this.parts = [];
    this.retry = undefined;
    const next = ok ? this.queue.shift() : undefined;
    if (next) {
      this.send([this.store("user", [part({ type: "text", text: next.text })]), this.queueEvent()]);
      return;
    }
    if (!ok) {
      this.error = { message: "refused", retryable: false };
      this.send([this.event({ type: "error", error: this.error })]);
    }
    this.setStatus(ok ? "waiting" : "error");
  }

  /** The first message is edited: everything else goes. */
  edit(text: string): void {
    if (this.messages.length === 0) return;
    this.messages = [];
    this.parts = [];
    this.queue = [];
    this.retry = undefined;
    this.error = undefined;
    const stored = this.store("user", [part({ type: "text", text })]);
    this.send([this.event({ type: "history_reset" }), stored, this.queueEvent()]);
    this.setStatus("running");
  }

  streamed(): string {
    return this.parts.map((it) => it.message_part.part.text).join("");
  }

  private setStatus(status: "running" | "waiting" | "error"): void {
    this.status = status;
    this.send([this.event({ type: "status", status: { status } })]);
  }

  private store(role: Role, content: ChatMessagePart[]): ChatStreamEvent {
    const stored = message(this.nextId++, role, content);
    this.messages.push(stored);
    this.episode = { history: this.episode.history + 1, attempt: 0 };
    return this.event({ type: "message", message: stored });
  }

  private previewReset(): ChatStreamEvent {
    const { history, attempt } = this.episode;
    return this.event({
      type: "preview_reset",
      preview_reset: { history_version: history, generation_attempt: attempt },
    });
  }

  private queueEvent(): ChatStreamEvent {
    if (this.queue.length === 0) return this.event({ type: "queue_update" });
    return this.event({ type: "queue_update", queued_messages: this.queued() });
  }

  private queued(): ChatQueuedMessage[] {
    return this.queue.map(({ id, text }) => ({
      id,
      chat_id: CHAT,
      content: [part({ type: "text", text })],
      created_at: "2026-05-01T10:00:00Z",
    }));
  }

  private event<E extends WithoutChat>(fields: E): E & { chat_id: string } {
    return { ...fields, chat_id: CHAT };
  }

  private send(events: ChatStreamEvent[]): void {
    for (const listener of this.listeners) listener(events);
  }
}
