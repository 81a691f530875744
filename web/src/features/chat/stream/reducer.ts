// What a chat shows, as a pure function of the events of its stream. The rules (chat-state-machine.md 7):
//
// - Parts belong to an episode (history version, attempt) and are numbered in it. Only the next part of the newest
//   episode is taken; an earlier one is a duplicate, a later one means that something was lost (`gap`), and the
//   connection then starts again rather than guess.
// - A stored message of the model replaces the preview of its step: whatever still comes of that episode is late.
// - On a lost connection the preview is only marked stale: it stays on the screen, but nothing is ever appended to it.
//   The replay of the next connection takes its place from the first character on.
//
// Invariant: any cut, repetition or reconnect of the same events ends in the same state (reducer.property.test.ts).

import type {
  ChatError,
  ChatMessage,
  ChatMessagesPage,
  ChatPreviewReset,
  ChatQueuedMessage,
  ChatRetry,
  ChatStatus,
  ChatStreamEvent,
  ChatStreamMessagePart,
} from "@/api/types";
import { appendPart, type PreviewPart } from "./preview";

export interface Episode {
  history: number;
  attempt: number;
}

export interface Preview {
  episode: Episode;
  nextSeq: number;
  parts: readonly PreviewPart[];
  /** The connection that it came over is gone. */
  stale: boolean;
}

export interface StreamState {
  /** By ascending id, each id once. */
  messages: readonly ChatMessage[];
  /** Whether the server has messages before the first one here. */
  hasOlder: boolean;
  preview: Preview | null;
  /** Parts of earlier episodes than this are late. */
  floor: Episode | null;
  queue: readonly ChatQueuedMessage[];
  /** Null until the server has said. */
  status: ChatStatus | null;
  error: ChatError | null;
  retry: ChatRetry | null;
  /** The last retry that is over, so that a repeated notice of it does not bring it back. */
  overRetry: string | null;
  /** A part was lost: the connection must be made anew. */
  gap: boolean;
}

export type StreamAction =
  | { type: "events"; events: readonly ChatStreamEvent[] }
  | { type: "page"; page: ChatMessagesPage }
  | { type: "older"; page: ChatMessagesPage }
  | { type: "sent"; message: ChatMessage }
  | { type: "queued"; message: ChatQueuedMessage }
  | { type: "unqueued"; id: number }
  | { type: "disconnected" }
  | { type: "settled" };

/** The number of the first part of an episode. */
export const FIRST_SEQ = 1;

export const initialState: StreamState = {
  messages: [],
  hasOlder: false,
  preview: null,
  floor: null,
  queue: [],
  status: null,
  error: null,
  retry: null,
  overRetry: null,
  gap: false,
};

export function reduce(state: StreamState, action: StreamAction): StreamState {
  switch (action.type) {
    case "events":
      return action.events.reduce(applyEvent, state);
    case "page":
      return applyPage(state, action.page);
    case "older": {
      const first = state.messages[0]?.id ?? Number.POSITIVE_INFINITY;
      const older = ascending(action.page.messages).filter((message) => message.id < first);
      return { ...state, messages: [...older, ...state.messages], hasOlder: action.page.has_more };
    }
    case "sent":
      return { ...state, messages: insert(state.messages, action.message) };
    case "queued":
      return state.queue.some((it) => it.id === action.message.id)
        ? state
        : { ...state, queue: [...state.queue, action.message] };
    case "unqueued":
      return { ...state, queue: state.queue.filter((it) => it.id !== action.id) };
    case "disconnected":
      return { ...state, gap: false, preview: state.preview && { ...state.preview, stale: true } };
    case "settled":
      return state.preview?.stale ? { ...state, preview: null } : state;
  }
}

function applyEvent(state: StreamState, event: ChatStreamEvent): StreamState {
  switch (event.type) {
    case "message_part":
      return applyPart(state, event.message_part);
    case "message":
      return applyMessage(state, event.message);
    case "status":
      return applyStatus(state, event.status.status);
    case "error":
      return { ...state, error: event.error };
    case "queue_update":
      return { ...state, queue: event.queued_messages ?? [] };
    case "retry":
      return event.retry && retryKey(event.retry) !== state.overRetry
        ? { ...state, retry: event.retry }
        : state;
    case "preview_reset":
      return applyPreviewReset(state, event.preview_reset);
    case "history_reset":
      return { ...endRetry(state), messages: [], hasOlder: false, preview: null };
    default:
      // A newer server may say more than this page knows.
      return state;
  }
}

function applyPart(state: StreamState, incoming: ChatStreamMessagePart): StreamState {
  const episode = { history: incoming.history_version, attempt: incoming.generation_attempt };
  if (state.floor && compare(episode, state.floor) < 0) return state;

  const current = state.preview && !state.preview.stale ? state.preview : null;
  const order = current ? compare(episode, current.episode) : 1;
  if (order < 0) return state;

  const expected = current && order === 0 ? current.nextSeq : FIRST_SEQ;
  if (incoming.seq < expected) return state;
  if (incoming.seq > expected) return { ...state, gap: true };

  const before = current && order === 0 ? current.parts : [];
  const parts = appendPart(before, incoming.role ?? "assistant", incoming.part);
  return endRetry({ ...state, preview: { episode, nextSeq: expected + 1, parts, stale: false } });
}

function applyMessage(state: StreamState, message: ChatMessage): StreamState {
  const known = state.messages.some((it) => it.id === message.id);
  const next = { ...(known ? state : endRetry(state)), messages: insert(state.messages, message) };
  if (known || message.role !== "assistant" || state.preview === null) return next;
  const { history, attempt } = state.preview.episode;
  return { ...next, preview: null, floor: { history, attempt: attempt + 1 } };
}

/** Names the episode of the next parts. A repeated notice of the running one changes nothing. */
function applyPreviewReset(state: StreamState, reset: ChatPreviewReset): StreamState {
  const floor = { history: reset.history_version, attempt: reset.generation_attempt };
  const running = state.preview && !state.preview.stale ? state.preview : null;
  if (running && compare(running.episode, floor) >= 0) return state;
  // The next try has begun: a client that connects now is told of no retry, and nobody else goes on showing one.
  const begun = state.retry && reset.generation_attempt > state.retry.attempt;
  return { ...(begun ? endRetry(state) : state), preview: null, floor };
}

function applyStatus(state: StreamState, status: ChatStatus): StreamState {
  const atWork = isBusy(status);
  const next = atWork ? state : endRetry(state);
  return {
    ...next,
    status,
    error: status === "error" ? state.error : null,
    preview: atWork ? state.preview : null,
  };
}

/** Whether somebody works on the chat, so that a new message has to wait. */
export function isBusy(status: ChatStatus | null): boolean {
  return status === "running" || status === "interrupting";
}

function endRetry(state: StreamState): StreamState {
  return state.retry ? { ...state, retry: null, overRetry: retryKey(state.retry) } : state;
}

const retryKey = (retry: ChatRetry) => `${retry.attempt}@${retry.retrying_at}`;

/** The newest page, read again: the truth for its range, and for all after it. */
function applyPage(state: StreamState, page: ChatMessagesPage): StreamState {
  const fresh = ascending(page.messages);
  const first = fresh[0];
  const newest = state.messages.at(-1);
  const joins = first !== undefined && newest !== undefined && page.has_more && newest.id >= first.id;
  const kept = joins ? state.messages.filter((message) => message.id < first.id) : [];
  const known = new Set(state.messages.map((message) => message.id));
  const stepEnded = fresh.some((message) => message.role === "assistant" && !known.has(message.id));
  return {
    ...state,
    messages: [...kept, ...fresh],
    hasOlder: kept.length > 0 ? state.hasOlder : page.has_more,
    queue: page.queued_messages,
    retry: null,
    floor: null,
    gap: false,
    // What is stored by now must not be seen twice.
    preview: stepEnded || state.preview === null ? null : { ...state.preview, stale: true },
  };
}

function ascending(messages: readonly ChatMessage[]): ChatMessage[] {
  return [...messages].sort((a, b) => a.id - b.id);
}

function insert(messages: readonly ChatMessage[], message: ChatMessage): readonly ChatMessage[] {
  const last = messages.at(-1);
  if (!last || last.id < message.id) return [...messages, message];
  const others = messages.filter((it) => it.id !== message.id);
  return ascending([...others, message]);
}

function compare(a: Episode, b: Episode): number {
  return a.history - b.history || a.attempt - b.attempt;
}
