import fc from "fast-check";
import { expect, test } from "vitest";
import { hideHalfLink, splitBlocks } from "./blocks";

test("paragraphs, headings and fences are blocks of their own", () => {
  const text = "# A\n\nb\nb\n\n```sh\nx\n\n# no heading\n```\n\nc";
  expect(splitBlocks(text)).toEqual(["# A\n\n", "b\nb\n\n", "```sh\nx\n\n# no heading\n```\n\n", "c"]);
});

test("what belongs together stays together", () => {
  for (const text of [
    "- a\n\n- b\n\n  more of b\n\n- c",
    "1. a\n\n2. b",
    "> a\n\n> b",
    "````\n```\n\na\n````",
    "see [a]\n\nb\n\n[a]: https://example.com",
  ]) {
    expect(splitBlocks(text)).toEqual([text]);
  }
});

test("an open fence swallows the rest", () => {
  expect(splitBlocks("a\n\n```ts\nb\n\nc")).toEqual(["a\n\n", "```ts\nb\n\nc"]);
});

test("no character but blank lines is lost, and growing text changes only the last block", () => {
  const line = fc.constantFrom("", "a", "- b", "```", "~~~", "> c", "# d", "  e", "1. f", "|g|");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const text = lines.join("\n");
      const blocks = splitBlocks(text);
      expect(blocks.join("").trim()).toBe(text.trim());
      const before = splitBlocks(lines.slice(0, -1).join("\n"));
      expect(blocks.slice(0, Math.max(0, before.length - 1))).toEqual(before.slice(0, -1));
    }),
  );
});

test("a link shows its text while its address is written", () => {
  expect(hideHalfLink("see [the guide](https://exa")).toBe("see the guide");
  expect(hideHalfLink("see [the guide](https://example.com) and")).toBe(
    "see [the guide](https://example.com) and",
  );
});
