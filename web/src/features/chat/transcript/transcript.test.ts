import { expect, test } from "vitest";
import type { ChatMessagePart } from "@/api/types";
import type { Preview } from "../stream/reducer";
import { message, part } from "../stream/script.testing";
import { buildTranscript, type ModelTurn, type ToolBlock } from "./transcript";

const call = (id: string, fields: Partial<ChatMessagePart> = {}) =>
  part({ type: "tool-call", tool_call_id: id, tool_name: "execute", args: { command: "ls" }, ...fields });
const result = (id: string, value: unknown, fields: Partial<ChatMessagePart> = {}) =>
  part({ type: "tool-result", tool_call_id: id, tool_name: "execute", result: value, ...fields });
const preview = (...parts: Preview["parts"]): Preview => ({
  episode: { history: 1, attempt: 0 },
  nextSeq: 1,
  parts,
  stale: false,
});
const ask = message(1, "user", [part({ type: "text", text: "go" })]);
const tools = (turns: ReturnType<typeof buildTranscript>) =>
  turns
    .flatMap((turn) => (turn.type === "model" ? turn.blocks : []))
    .filter((it): it is ToolBlock => it.type === "tool");

test("the steps of a turn are one turn, and a result stands with its call", () => {
  const turns = buildTranscript(
    [
      ask,
      message(2, "assistant", [part({ type: "text", text: "look" }), call("a"), call("b")]),
      message(3, "tool", [result("a", { success: true, exit_code: 0 })]),
      message(4, "tool", [result("b", "no such file", { is_error: true })]),
      message(5, "assistant", [part({ type: "text", text: "done" })]),
    ],
    null,
    "idle",
  );
  expect(turns.map((turn) => turn.type)).toEqual(["user", "model"]);
  expect((turns[1] as ModelTurn).blocks.map((it) => it.type)).toEqual(["text", "tool", "tool", "text"]);
  expect(tools(turns).map((it) => it.state)).toEqual(["done", "failed"]);
});

test("what the workspace told is a line of the model's turn, and nothing when it told nothing", () => {
  const told = message(2, "user", [
    part({ type: "context-file", context_file_path: "/home/me/AGENTS.md" }),
    part({ type: "skill", skill_name: "deploy" }),
  ]);
  const answer = message(3, "assistant", [part({ type: "text", text: "done" })]);
  const turns = buildTranscript([ask, told, answer], null, "idle");
  expect(turns.map((turn) => turn.type)).toEqual(["user", "model"]);
  expect((turns[1] as ModelTurn).blocks[0]).toMatchObject({
    type: "context",
    files: ["/home/me/AGENTS.md"],
    skills: ["deploy"],
  });
  const nothing = message(2, "user", [part({ type: "context-file" })]);
  const [, model] = buildTranscript([ask, nothing, answer], null, "idle");
  expect((model as ModelTurn).blocks.map((it) => it.type)).toEqual(["text"]);
});

test("a call without a result runs while the chat is busy, waits for a client, or did not finish", () => {
  const messages = [ask, message(2, "assistant", [call("a")])];
  expect(tools(buildTranscript(messages, null, "busy"))[0]?.state).toBe("running");
  expect(tools(buildTranscript(messages, null, "waiting"))[0]?.state).toBe("waiting");
  expect(tools(buildTranscript(messages, null, "idle"))[0]?.state).toBe("unfinished");
});

test("only the last turn can run", () => {
  const messages = [ask, message(2, "assistant", [call("a")]), message(3, "user", [])];
  expect(tools(buildTranscript(messages, null, "busy"))[0]?.state).toBe("unfinished");
});

test("a call that is still written shows what has come of its arguments", () => {
  const part = {
    ...call("a", { args: undefined }),
    role: "assistant" as const,
    args_text: '{"command":"cargo te',
  };
  const [block] = tools(buildTranscript([ask], preview(part), "busy"));
  expect(block).toMatchObject({ state: "writing", args: { command: "cargo te" } });
});

test("output that runs in is shown with its call, wherever that is", () => {
  const live = { ...result("a", undefined), role: "tool" as const, result_text: "line 1\n" };
  const [block, ...others] = tools(
    buildTranscript([ask, message(2, "assistant", [call("a")])], preview(live), "busy"),
  );
  expect(block).toMatchObject({ state: "running", liveOutput: "line 1\n" });
  expect(others).toEqual([]);
});

test("a failed build and an unsuccessful command are failures, although no error flag is set", () => {
  const failing = [{ error: "quota", build_id: "b" }, { success: false, exit_code: 1 }, '{"success":false}'];
  for (const value of failing) {
    const messages = [ask, message(2, "assistant", [call("a")]), message(3, "tool", [result("a", value)])];
    expect(tools(buildTranscript(messages, null, "idle"))[0]?.state).toBe("failed");
  }
});

test("a result without its call is shown alone; hidden messages are not shown", () => {
  const turns = buildTranscript(
    [message(1, "system", []), message(2, "tool", [result("x", "ok")])],
    null,
    "idle",
  );
  expect(tools(turns)).toMatchObject([{ state: "done", result: "ok" }]);
});

test("an id that a later message uses again names another call", () => {
  const turns = buildTranscript(
    [
      ask,
      message(2, "assistant", [call("a")]),
      message(3, "tool", [result("a", "first")]),
      message(4, "assistant", [call("a")]),
      message(5, "tool", [result("a", "second")]),
    ],
    null,
    "idle",
  );
  expect(tools(turns).map((it) => it.result)).toEqual(["first", "second"]);
});

test("blocks keep their keys when the preview becomes a stored message", () => {
  const parts = [part({ type: "text", text: "look" }), call("a")];
  const before = buildTranscript(
    [ask],
    preview(...parts.map((it) => ({ ...it, role: "assistant" as const }))),
    "busy",
  );
  const after = buildTranscript([ask, message(2, "assistant", parts)], null, "busy");
  const keysOf = (turns: typeof before) =>
    turns.map((turn) => (turn.type === "model" ? turn.blocks.map((it) => it.key) : turn.key));
  expect(keysOf(after)).toEqual(keysOf(before));
});

test("a preview goes on in the turn of the last stored step", () => {
  const stored = message(2, "assistant", [part({ type: "text", text: "a" })]);
  const turns = buildTranscript(
    [ask, stored],
    preview({ ...part({ type: "text", text: "b" }), role: "assistant" }),
    "busy",
  );
  expect(turns).toHaveLength(2);
  expect((turns[1] as ModelTurn).blocks).toMatchObject([
    { text: "a", streaming: false },
    { text: "b", streaming: true },
  ]);
});
