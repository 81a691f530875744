import { expect, test } from "vitest";
import type { ChatRetry, ChatWait } from "@/api/types";
import { message, part } from "../stream/script.testing";
import { buildTranscript } from "../transcript/transcript";
import { describeWait } from "./wait";

const SINCE = "2026-05-01T10:00:00Z";
const UNTIL = "2026-05-01T10:05:00Z";
const ask = message(1, "user", [part({ type: "text", text: "go" })]);
const turns = buildTranscript([ask], null, "busy");
const wait = (fields: Partial<ChatWait>) =>
  ({ since: SINCE, explanation: "", what_to_do: "", whose_turn: "server", ...fields }) as ChatWait;
const say = (fields: Partial<Parameters<typeof describeWait>[0]>) =>
  describeWait({ status: "running", turns, retry: null, isArchived: false, wait: undefined, ...fields });

test("an idle chat waits for its reader; a failed, empty or archived one says nothing here", () => {
  expect(say({ status: "waiting" })).toEqual({ text: "Waits for you", isYours: true });
  expect(say({ status: "waiting", turns: [] })).toBeNull();
  expect(say({ status: "waiting", isArchived: true })).toBeNull();
  expect(say({ status: "error" })).toBeNull();
  expect(say({ status: null })).toBeNull();
});

test("waiting for the model, its clock begins where the server says", () => {
  expect(say({})).toMatchObject({ text: "Waits for the model", since: ask.created_at });
  expect(say({ wait: wait({ waiting_for: "model", since: UNTIL }) })).toMatchObject({
    text: "Waits for the model",
    since: UNTIL,
  });
});

test("a back-off counts down, and says which try comes", () => {
  const retry = { attempt: 2, retrying_at: UNTIL } as ChatRetry;
  expect(say({ retry })).toEqual({ text: "Tries again", until: UNTIL, end: "in", isYours: false });
  const tries = { next: 3, most: 25 };
  expect(say({ retry, wait: wait({ waiting_for: "retry", tries }) })?.note).toBe("3 of 25");
  expect(say({ retry, wait: wait({ waiting_for: "model" }) })?.note).toBeUndefined();
});

test("a client's answer has a deadline", () => {
  const line = say({ status: "requires_action", wait: wait({ waiting_for: "client_tools", until: UNTIL }) });
  expect(line).toMatchObject({ text: "Waits for the client's answer", until: UNTIL, end: "left" });
  expect(say({ status: "requires_action" })?.until).toBeUndefined();
});

test("what only the server knows wins over what the stream shows, and only that", () => {
  const call = part({ type: "tool-call", tool_call_id: "a", tool_name: "create_workspace", args: {} });
  const making = buildTranscript([ask, message(2, "assistant", [call])], null, "busy");
  for (const [waiting_for, text] of [
    ["worker_slot", "Waits for a free worker"],
    ["takeover", "Waits to be taken over"],
    ["workspace_build", "Waits for the workspace's build"],
    ["agent", "Waits for the workspace's agent"],
    ["tools", "Creating a workspace"],
    ["worker", "Creating a workspace"],
  ] as const) {
    expect(say({ turns: making, wait: wait({ waiting_for }) })?.text, waiting_for).toBe(text);
  }
});

test("stopping says so", () => {
  expect(say({ status: "interrupting" })).toEqual({ text: "Stopping", isYours: false });
  expect(say({ status: "interrupting", wait: wait({ waiting_for: "interruption" }) })?.since).toBe(SINCE);
});
