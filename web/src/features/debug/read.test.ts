import { expect, test } from "vitest";
import { requestLines, responseLines, toolNames, tryLines } from "./read";

test("a request is read message by message", () => {
  const request = {
    tools: [{ name: "execute" }, { name: "read_file" }],
    messages: [
      { role: "system", content: [{ type: "text", text: "Be kind." }] },
      { role: "user", content: [{ type: "file", name: "a.png", media_type: "image/png" }] },
      { role: "assistant", content: [{ type: "tool-call", tool_name: "execute", args: { command: "ls" } }] },
      { role: "tool", content: [{ type: "tool-result", tool_name: "execute", text: "no", is_error: true }] },
    ],
  };
  expect(requestLines(request)).toEqual([
    { who: "system", text: "Be kind." },
    { who: "user", text: "[a.png, image/png]" },
    { who: "assistant", text: '→ execute {\n  "command": "ls"\n}' },
    { who: "tool", text: "← execute (failed)\nno" },
  ]);
  expect(toolNames(request)).toEqual(["execute", "read_file"]);
});

test("an answer and its tries", () => {
  expect(responseLines({ content: [{ type: "text", text: "Hi" }] })).toEqual([{ who: "text", text: "Hi" }]);
  expect(
    tryLines([
      { number: 1, status: "error", duration_ms: 1234, error: { message: "The provider is overloaded." } },
      { number: 2, status: "completed", duration_ms: 900 },
    ]),
  ).toEqual(["1. error after 1.2 s: The provider is overloaded.", "2. completed after 0.9 s"]);
});

test.each([null, undefined, 5, "x", [], {}, { messages: "x" }, { content: 5 }])(
  "%j is no record",
  (value) => {
    expect(requestLines(value)).toEqual([]);
    expect(responseLines(value)).toEqual([]);
    expect(toolNames(value)).toEqual([]);
    expect(tryLines(value)).toEqual([]);
  },
);

test("what was left out is told", () => {
  expect(requestLines({ omitted: "It has 9 bytes." })).toEqual([
    { who: "left out", text: "It has 9 bytes." },
  ]);
});
