import { expect, test } from "vitest";
import { FILE_BYTES_MAX, FILE_TYPES } from "@/api/files.gen";
import { ACCEPT, imageBudget, mediaTypeOf, pastedName, refusal } from "./accept";

test("the picker takes what the server takes, and nothing else", () => {
  expect(ACCEPT.split(",")).toEqual(FILE_TYPES.flatMap((it) => [it.mediaType, ...it.extensions]));
  expect(ACCEPT).toContain("application/pdf");
  expect(ACCEPT).not.toContain("svg");
});

test("a type is what the browser says, else what the name says of a text", () => {
  expect(mediaTypeOf({ type: "image/png", name: "x" })).toBe("image/png");
  expect(mediaTypeOf({ type: "", name: "notes.MD" })).toBe("text/markdown");
  expect(mediaTypeOf({ type: "text/x-rust; charset=utf-8", name: "main.rs" })).toBe("text/plain");
  expect(mediaTypeOf({ type: "application/zip", name: "evil.pdf" })).toBeUndefined();
  expect(mediaTypeOf({ type: "image/svg+xml", name: "a.svg" })).toBeUndefined();
  expect(mediaTypeOf({ type: "", name: ".png" })).toBeUndefined();
});

test("what cannot be attached says why", () => {
  expect(refusal({ type: "text/plain", name: "a.txt", size: 1 })).toBeUndefined();
  expect(refusal({ type: "text/plain", name: "a.txt", size: 0 })).toContain("empty");
  expect(refusal({ type: "application/pdf", name: "a.pdf", size: FILE_BYTES_MAX + 1 })).toContain("10 MiB");
  expect(refusal({ type: "image/png", name: "a.png", size: FILE_BYTES_MAX * 3 })).toBeUndefined();
  expect(refusal({ type: "application/zip", name: "a.zip", size: 1 })).toContain("Only text");
});

test("an image has the room that the provider gives", () => {
  expect(imageBudget("anthropic")).toBe(5_242_880 - 16_384);
  expect(imageBudget(" Bedrock ")).toBe(5_242_880 - 16_384);
  expect(imageBudget("openai")).toBe(FILE_BYTES_MAX - 16_384);
  expect(imageBudget(undefined)).toBe(FILE_BYTES_MAX - 16_384);
});

test("a pasted text has the name that models are told by", () => {
  expect(pastedName(new Date(2026, 4, 9, 7, 5, 3))).toBe("pasted-text-2026-05-09-07-05-03.txt");
});
