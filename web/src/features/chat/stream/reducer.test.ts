// The rules of the stream one by one. What happens when they meet is in reducer.property.test.ts.

import { expect, test } from "vitest";
import type { ChatMessage, ChatMessagePart, ChatMessagesPage, ChatStreamEvent } from "@/api/types";
import { initialState, reduce, type StreamState } from "./reducer";
import { message, part } from "./script.testing";

const events = (state: StreamState, ...list: object[]) =>
  reduce(state, { type: "events", events: list as ChatStreamEvent[] });

const piece = (seq: number, body: Partial<ChatMessagePart>, history = 5, attempt = 0) => ({
  type: "message_part",
  message_part: {
    role: "assistant",
    part: part({ type: "text", ...body } as ChatMessagePart),
    history_version: history,
    generation_attempt: attempt,
    seq,
  },
});

const page = (messages: ChatMessage[], has_more = false) => ({
  type: "page" as const,
  page: { messages: [...messages].reverse(), queued_messages: [], has_more } as ChatMessagesPage,
});

const ids = (state: StreamState) => state.messages.map((it) => it.id);
const previewText = (state: StreamState) => state.preview?.parts.map((it) => it.text).join("") ?? null;
const running = events(initialState, { type: "status", status: { status: "running" } });
const text = (id: number, role: ChatMessage["role"] = "assistant") =>
  message(id, role, [part({ type: "text", text: `${id}` })]);

test("deltas grow one text, and a repeated delta is dropped", () => {
  const state = events(
    running,
    piece(1, { text: "Hel" }),
    piece(2, { text: "lo" }),
    piece(2, { text: "lo" }),
  );
  expect(previewText(state)).toBe("Hello");
  expect(state.preview?.parts).toHaveLength(1);
});

test("a lost part is noticed, and nothing is guessed", () => {
  const state = events(running, piece(1, { text: "a" }), piece(3, { text: "c" }));
  expect(previewText(state)).toBe("a");
  expect(state.gap).toBe(true);
});

test("a part of an earlier try is late", () => {
  const state = events(running, piece(1, { text: "new" }, 5, 1), piece(1, { text: "old" }, 5, 0));
  expect(previewText(state)).toBe("new");
  expect(state.gap).toBe(false);
});

test("the stored message takes the place of the preview, and its late parts are dropped", () => {
  const before = events(running, piece(1, { text: "a" }));
  const state = events(before, { type: "message", message: text(9) }, piece(2, { text: "b" }));
  expect(state.preview).toBeNull();
  expect(ids(state)).toEqual([9]);
});

test("a message of the person does not touch the preview", () => {
  const state = events(running, piece(1, { text: "a" }), { type: "message", message: text(9, "user") });
  expect(previewText(state)).toBe("a");
});

test("preview_reset drops the preview of an earlier try, and repeated leaves the new one alone", () => {
  const reset = { type: "preview_reset", preview_reset: { history_version: 5, generation_attempt: 1 } };
  const state = events(running, piece(1, { text: "a" }), reset);
  expect(state.preview).toBeNull();
  const next = events(state, piece(1, { text: "b" }, 5, 1), reset, piece(2, { text: "a" }));
  expect(previewText(next)).toBe("b");
});

test("after a lost connection nothing is added to the old preview; the replay replaces it", () => {
  const lost = reduce(events(running, piece(1, { text: "Hel" })), { type: "disconnected" });
  expect(previewText(lost)).toBe("Hel");
  expect(previewText(events(lost, piece(2, { text: "lo" })))).toBe("Hel");
  const again = events(lost, piece(1, { text: "Hel" }), piece(2, { text: "lo" }));
  expect(previewText(again)).toBe("Hello");
  expect(reduce(lost, { type: "settled" }).preview).toBeNull();
});

test("a step that was stored while the connection was lost is not seen twice", () => {
  const lost = reduce(events(running, piece(1, { text: "9" })), { type: "disconnected" });
  expect(reduce(lost, page([text(9)])).preview).toBeNull();
});

test("the page that is read again corrects what was edited meanwhile", () => {
  const before = reduce(
    initialState,
    page(
      [1, 2, 3, 4].map((id) => text(id)),
      true,
    ),
  );
  const edited = reduce(before, page([text(2), text(7)], true));
  expect(ids(edited)).toEqual([1, 2, 7]);
  expect(edited.hasOlder).toBe(true);
});

test("a page far ahead leaves no hole", () => {
  const before = reduce(initialState, page([text(1), text(2)]));
  const ahead = reduce(before, page([text(50), text(51)], true));
  expect(ids(ahead)).toEqual([50, 51]);
  expect(ahead.hasOlder).toBe(true);
});

test("older messages come before the first, each once", () => {
  const state = reduce(initialState, page([text(5), text(6)], true));
  const older = reduce(state, { ...page([text(3), text(4), text(5)]), type: "older" });
  expect(ids(older)).toEqual([3, 4, 5, 6]);
  expect(older.hasOlder).toBe(false);
});

test("history_reset drops all, and the messages after it are the history", () => {
  const state = reduce(initialState, page([text(1), text(2)]));
  expect(
    ids(events(state, { type: "history_reset" }, { type: "message", message: text(3, "user") })),
  ).toEqual([3]);
});

test("an emptied queue has no key", () => {
  const queued = { id: 1, content: [] };
  const state = events(running, { type: "queue_update", queued_messages: [queued] });
  expect(state.queue).toHaveLength(1);
  expect(events(state, { type: "queue_update" }).queue).toEqual([]);
});

test("a retry is over when parts flow, and a repeated notice does not bring it back", () => {
  const retry = { type: "retry", retry: { attempt: 1, retrying_at: "t1", delay_ms: 1, error: "overloaded" } };
  const state = events(running, retry, piece(1, { text: "a" }), retry);
  expect(state.retry).toBeNull();
  const second = { ...retry, retry: { ...retry.retry, attempt: 2, retrying_at: "t2" } };
  expect(events(state, second).retry?.attempt).toBe(2);
});

test("a retry is over when the next try begins, before it says anything", () => {
  const retry = { type: "retry", retry: { attempt: 2, retrying_at: "t1", delay_ms: 1, error: "overloaded" } };
  const reset = (attempt: number) => ({
    type: "preview_reset",
    preview_reset: { history_version: 5, generation_attempt: attempt },
  });
  const waiting = events(running, retry, reset(2));
  expect(waiting.retry?.attempt).toBe(2);
  expect(events(waiting, reset(3)).retry).toBeNull();
});

test("a page read after a lost connection shows no retry that ended meanwhile", () => {
  const retry = { type: "retry", retry: { attempt: 1, retrying_at: "t1", delay_ms: 1, error: "overloaded" } };
  const lost = reduce(events(running, retry), { type: "disconnected" });
  const back = reduce(lost, page([text(1, "user")]));
  expect(back.retry).toBeNull();
  // One that goes on is told by the stream.
  expect(events(back, retry).retry?.attempt).toBe(1);
});

test("an error goes when the chat works again", () => {
  const failed = events(
    running,
    { type: "error", error: { message: "no", retryable: false } },
    { type: "status", status: { status: "error" } },
  );
  expect(failed.error?.message).toBe("no");
  expect(events(failed, { type: "status", status: { status: "running" } }).error).toBeNull();
});

test("arguments grow, and give way to the whole call; output grows, and gives way to the result", () => {
  const call = { type: "tool-call" as const, tool_call_id: "c1", tool_name: "execute" };
  const result = { ...call, type: "tool-result" as const };
  const half = events(
    running,
    piece(1, { ...call, args_delta: '{"a' }),
    piece(2, { ...call, args_delta: '":1' }),
  );
  expect(half.preview?.parts[0]?.args_text).toBe('{"a":1');
  const whole = events(half, piece(3, { ...call, args: { a: 1 } }));
  expect(whole.preview?.parts).toHaveLength(1);
  expect(whole.preview?.parts[0]).toMatchObject({ args: { a: 1 }, args_text: undefined });
  const output = events(
    whole,
    piece(4, { ...result, result_delta: "x" }),
    piece(5, { ...result, result_reset: true, result_delta: "y" }),
    piece(6, { ...result, result_delta: "z" }),
  );
  expect(output.preview?.parts[1]?.result_text).toBe("yz");
  const done = events(output, piece(7, { ...result, result: { ok: true } }));
  expect(done.preview?.parts[1]).toMatchObject({ result: { ok: true }, result_text: undefined });
});

test("what a newer server says is let be", () => {
  expect(events(running, { type: "something_new" })).toBe(running);
});
