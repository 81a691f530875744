import { expect, test } from "vitest";
import { stripAnsi } from "./ansi";

test.each([
  ["\u001b[1;32mok\u001b[0m", "ok"],
  ["\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007", "link"],
  ["10%\r50%\r100%\ndone", "100%\ndone"],
  ["a\r\nb\r\n", "a\nb\n"],
  ["50%\r", "50%\r"],
])("%j", (text, expected) => {
  expect(stripAnsi(text)).toBe(expected);
});
