import fc from "fast-check";
import { expect, test } from "vitest";
import { type DiffLine, diffTexts, parseUnifiedDiff } from "./lines";

const MARKS = { same: " ", add: "+", del: "-", gap: "@" };
const drawn = (lines: DiffLine[]) => lines.map((line) => MARKS[line.kind] + line.text);
const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));
const side = (lines: DiffLine[], kind: "add" | "del") =>
  lines.filter((line) => line.kind === "same" || line.kind === kind).map((line) => line.text);

test("a change keeps what is the same", () => {
  expect(drawn(diffTexts("a\nb\nc", "a\nx\nc\nd"))).toEqual([" a", "-b", "+x", " c", "+d"]);
  expect(drawn(diffTexts("", "a\nb\n"))).toEqual(["+a", "+b"]);
});

test("each side can be read back from the lines", () => {
  const lines = (it: string) => (it === "" ? [] : it.replace(/\n$/, "").split("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = diffTexts(before, after);
      expect(side(diff, "del")).toEqual(lines(before));
      expect(side(diff, "add")).toEqual(lines(after));
    }),
  );
});

test("a unified diff gives lines with their numbers, and a gap between hunks", () => {
  const diff =
    "--- a/x\n+++ b/x\n@@ -3,2 +3,3 @@ fn\n a\n+--- b\n c\n@@ -20 +21 @@\n-d\n+e\n\\ No newline at end of file\n";
  const lines = parseUnifiedDiff(diff);
  expect(drawn(lines)).toEqual([" a", "+--- b", " c", "@", "-d", "+e"]);
  expect(lines.map((line) => line.newLine)).toEqual([3, 4, 5, null, null, 21]);
  expect(lines.map((line) => line.oldLine)).toEqual([3, null, 4, null, 20, null]);
});
