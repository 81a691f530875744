import { expect, test } from "vitest";
import { part } from "../stream/script.testing";
import { inRows } from "./transcript";

test("files that follow one another share a row, and nothing changes its place", () => {
  const text = (words: string) => part({ type: "text", text: words });
  const file = (id: string) => part({ type: "file", file_id: id, media_type: "text/plain" });
  const parts = [text("a"), file("1"), file("2"), text("b"), text("c"), file("3")];
  const rows = inRows(parts);
  expect(rows.map((row) => row.length)).toEqual([1, 2, 1, 1, 1]);
  expect(rows.flat()).toEqual(parts);
  expect(inRows([])).toEqual([]);
});
