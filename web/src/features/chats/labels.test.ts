import { expect, test } from "vitest";
import { checkRows, type LabelRow, toLabels, toRows } from "./labels";

const rows = (...pairs: [string, string][]): LabelRow[] =>
  pairs.map(([key, value], id) => ({ id, key, value }));

test("rows and labels are the same thing, blanks and empty rows aside", () => {
  expect(toRows({ team: "web", area: "ui" })).toEqual(rows(["area", "ui"], ["team", "web"]));
  expect(toLabels(rows([" team ", " web "], ["", " "]))).toEqual({ team: "web" });
  expect(checkRows(rows(["", ""]))).toEqual(new Map());
});

test("each rule of the server is told at its row", () => {
  const problem = (key: string, value: string) => checkRows(rows([key, value])).get(0) ?? "";
  expect(problem("team/a.b_c-d", "web")).toBe("");
  expect(problem("", "web")).toMatch("needs a name");
  expect(problem("team", "")).toMatch("needs a value");
  expect(problem("-team", "web")).toMatch("begin with");
  expect(problem("te am", "web")).toMatch("begin with");
  expect(problem("k".repeat(65), "web")).toMatch("at most 64");
  expect(problem("k".repeat(64), "ü".repeat(128))).toBe("");
  expect(problem("team", "ü".repeat(129))).toMatch("256 bytes");
  expect(checkRows(rows(["a", "1"], ["a ", "2"])).get(1)).toMatch("used above");
});
