import { expect, test } from "vitest";
import { PASTED_TEXT_MAX, readPaste } from "./paste";

const at = new Date(2026, 4, 9, 7, 5, 3);
const image = new File(["x"], "image.png", { type: "image/png" });
const paste = (fields: { files?: File[]; text?: string; html?: string }) =>
  readPaste({ files: [], text: "", html: "", ...fields }, at);

test("an image and a copied file are attached", () => {
  for (const pasted of [
    paste({ files: [image], html: "<img>" }),
    // A file manager gives the name as text.
    paste({ files: [image], text: "image.png" }),
  ]) {
    expect(pasted.as === "files" && pasted.files.map((it) => [it.name, it.type])).toEqual([
      ["pasted-image-2026-05-09-07-05-03.png", "image/png"],
    ]);
  }
});

test("the picture that an office program puts beside its text does not take the text's place", () => {
  expect(paste({ files: [image], text: "cells", html: "<table>" })).toEqual({ as: "text" });
});

test("a text longer than a message bears becomes a file, and is still known as text", async () => {
  expect(paste({ text: "x".repeat(PASTED_TEXT_MAX) })).toEqual({ as: "text" });
  expect(paste({})).toEqual({ as: "text" });
  const long = "y".repeat(PASTED_TEXT_MAX + 1);
  const pasted = paste({ text: long });
  if (pasted.as !== "long-text") throw new Error(pasted.as);
  expect(pasted.file.name).toBe("pasted-text-2026-05-09-07-05-03.txt");
  expect(await pasted.file.text()).toBe(long);
  expect(pasted.text).toBe(long);
});
