import { expect, test } from "vitest";
import { readEdits } from "./edits";

const shape = (args: Record<string, unknown>, result?: unknown) =>
  readEdits(args, result).map(({ path, lines }) => [path, lines.map((line) => `${line.kind}:${line.text}`)]);

test("files with their edits", () => {
  const edits = [
    { search: "a", replace: "b" },
    { search: "c", replace: "" },
  ];
  expect(shape({ files: [{ path: "x", edits }] })).toEqual([["x", ["del:a", "add:b", "gap:", "del:c"]]]);
});

test("a flat list of edits", () => {
  const edits = [{ path: "x", old_text: "a", new_text: "b" }];
  expect(shape({ edits })).toEqual([["x", ["del:a", "add:b"]]]);
});

test("the agent's own diff is preferred", () => {
  const result = { files: [{ path: "x", diff: "@@ -1 +1 @@\n-a\n+b\n" }] };
  expect(shape({}, result)).toEqual([["x", ["del:a", "add:b"]]]);
});

test("arguments that are half there or of the wrong kind give what can be told", () => {
  expect(shape({ files: "no" })).toEqual([]);
  expect(shape({ files: [{ path: "x", edits: [{ search: "a" }, 3] }] })).toEqual([["x", ["del:a"]]]);
});
