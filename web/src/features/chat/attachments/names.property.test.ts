import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanName, pastedImageName, pastedName, renamed } from "./names";
import { disposition } from "./upload";

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

test("names are cleaned as the server cleans them, and keep their ending", () => {
  expect(cleanName(" a\u0007b\n.txt ", "text/plain")).toBe("ab.txt");
  expect(cleanName("\n\t", "image/jpeg")).toBe("file.jpg");
  const long = cleanName(`${"ä".repeat(200)}.json`, "application/json");
  expect(long.endsWith("ä.json")).toBe(true);
  expect(bytesOf(long)).toBe(255);
  expect(bytesOf(cleanName(`a.${"b".repeat(400)}`, "text/plain"))).toBe(255);
});

test("whatever a file is called, its name is one that the server keeps and a header can carry", () => {
  const any = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: "grapheme", maxLength: 300 }),
  );
  const withHalves = fc.tuple(any, fc.constantFrom("", "\uD83D", "\uDE00"), any).map((it) => it.join(""));
  fc.assert(
    fc.property(withHalves, (name) => {
      const cleaned = cleanName(name, "text/plain");
      expect(cleaned).not.toBe("");
      expect(bytesOf(cleaned)).toBeLessThanOrEqual(255);
      expect(cleaned).not.toMatch(/\p{Cc}|\p{Cs}/u);
      expect(cleaned).toBe(cleaned.trim());
      expect(disposition(cleaned)).toMatch(/^[\x20-\x7e]+$/);
    }),
  );
});

test("an image that was written anew has the ending of what it is", () => {
  expect(renamed("a.b.png", "image/webp")).toBe("a.b.webp");
  expect(renamed("photo", "image/jpeg")).toBe("photo.jpg");
  expect(renamed(".png", "image/webp")).toBe(".png.webp");
});

test("what is pasted has the name that models are told by, and images differ", () => {
  const at = new Date(2026, 4, 9, 7, 5, 3);
  expect(pastedName(at)).toBe("pasted-text-2026-05-09-07-05-03.txt");
  expect(pastedImageName("image.png", at)).toBe("pasted-image-2026-05-09-07-05-03.png");
  expect(pastedImageName("sketch.png", at)).toBe("sketch.png");
});
