import { expect, test } from "vitest";
import { isAnimated } from "./animated";
import { CannotShrink, shrinkImage, sizesToTry } from "./shrink";

const text = (value: string) => [...value].map((it) => it.charCodeAt(0));
const webp = (flags: number) =>
  Uint8Array.from([...text("RIFF"), 0, 0, 0, 0, ...text("WEBPVP8X"), 10, 0, 0, 0, flags]);
const chunk = (name: string, length: number) => [
  0,
  0,
  0,
  length,
  ...text(name),
  ...Array(length + 4).fill(0),
];
const png = (...chunks: number[][]) => Uint8Array.from([0x89, ...text("PNG\r\n\x1a\n"), ...chunks.flat()]);

test("what moves is known by its bytes", () => {
  expect(isAnimated(webp(0x02))).toBe(true);
  expect(isAnimated(webp(0x10))).toBe(false);
  expect(isAnimated(png(chunk("IHDR", 13), chunk("acTL", 8), chunk("IDAT", 9)))).toBe(true);
  expect(isAnimated(png(chunk("IHDR", 13), chunk("iCCP", 200), chunk("IDAT", 9), chunk("acTL", 8)))).toBe(
    false,
  );
  expect(isAnimated(png())).toBe(false);
  expect(isAnimated(Uint8Array.from(text("GIF89a")))).toBe(true);
  expect(isAnimated(new Uint8Array())).toBe(false);
});

test("sizes keep the shape, become smaller, and never vanish", () => {
  const sizes = sizesToTry({ width: 8192, height: 2048 });
  expect(sizes[0]).toEqual({ width: 4096, height: 1024 });
  for (const [index, size] of sizes.entries()) {
    expect(size.width / size.height).toBeCloseTo(4, 1);
    expect(size.width).toBeLessThan(sizes[index - 1]?.width ?? Number.POSITIVE_INFINITY);
  }
  expect(sizesToTry({ width: 9000, height: 1 }).at(-1)).toEqual({ width: 614, height: 1 });
});

test("what fits stays as it is, and what moves is refused with the reason", async () => {
  const gif = new File(["GIF89a, and so on"], "a.gif", { type: "image/gif" });
  expect(await shrinkImage(gif, "image/gif", 17)).toBe(gif);
  const refused = await shrinkImage(gif, "image/gif", 16).catch((cause: unknown) => cause);
  expect(refused).toBeInstanceOf(CannotShrink);
  expect((refused as CannotShrink).forSize).toBe(true);
  expect((refused as CannotShrink).message).toContain("It moves");
});
