import { expect, test } from "vitest";
import { part } from "../stream/script.testing";
import { editedContent, textOf } from "./content";

test("an edit changes the words and keeps the files", () => {
  const parts = [
    part({ type: "text", text: "one" }),
    part({ type: "file", file_id: "f", name: "a.png", media_type: "image/png" }),
    part({ type: "file-reference", file_name: "x.rs", start_line: 2, end_line: 4, content: "fn" }),
    part({ type: "text", text: "two" }),
  ];
  expect(textOf(parts)).toBe("one\n\ntwo");
  expect(editedContent(parts, " new ")).toEqual([
    { type: "text", text: "new" },
    { type: "file", file_id: "f" },
    { type: "file-reference", file_name: "x.rs", start_line: 2, end_line: 4, content: "fn" },
  ]);
  expect(editedContent(parts, "  ").map((it) => it.type)).toEqual(["file", "file-reference"]);
});
