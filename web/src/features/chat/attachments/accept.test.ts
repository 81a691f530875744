import { expect, test } from "vitest";
import { FILE_BYTES_MAX, FILE_LINK_LIMIT, FILE_TYPES } from "@/api/files.gen";
import { ACCEPT, declaredType, imageBudget, mediaTypeOf, refusal, roomFor } from "./accept";

test("the picker takes what the server takes, and nothing else", () => {
  expect(ACCEPT.split(",")).toEqual(FILE_TYPES.flatMap((it) => [it.mediaType, ...it.extensions]));
  expect(ACCEPT).toContain("application/pdf");
  expect(ACCEPT).not.toContain("svg");
});

test("every ending that the picker offers is taken, whatever a browser calls a text", () => {
  for (const { mediaType, extensions } of FILE_TYPES) {
    for (const ending of extensions) {
      expect(mediaTypeOf({ type: "", name: `a${ending.toUpperCase()}` })).toBe(mediaType);
    }
  }
  expect(mediaTypeOf({ type: "video/mp2t", name: "main.ts" })).toBe("text/plain");
  expect(mediaTypeOf({ type: "application/vnd.ms-excel", name: "table.csv" })).toBe("text/csv");
  expect(mediaTypeOf({ type: "application/x-yaml", name: "ci.yaml" })).toBe("text/plain");
  expect(mediaTypeOf({ type: "text/x-rust; charset=utf-8", name: "main.rs" })).toBe("text/plain");
});

test("a type is what the browser says, and an ending makes no image or PDF of another thing", () => {
  expect(mediaTypeOf({ type: "image/png", name: "x" })).toBe("image/png");
  expect(mediaTypeOf({ type: "application/zip", name: "evil.pdf" })).toBeUndefined();
  expect(mediaTypeOf({ type: "image/svg+xml", name: "a.svg" })).toBeUndefined();
  expect(mediaTypeOf({ type: "image/bmp", name: "a.txt" })).toBeUndefined();
  expect(mediaTypeOf({ type: "", name: ".png" })).toBeUndefined();
});

test("the server finds out itself what is binary, and refines a text", () => {
  expect(declaredType("image/png")).toBe("application/octet-stream");
  expect(declaredType("application/json")).toBe("text/plain");
  expect(declaredType("text/csv")).toBe("text/plain");
  expect(declaredType("application/pdf")).toBe("application/octet-stream");
});

test("what cannot be attached says why", () => {
  expect(refusal({ type: "text/plain", name: "a.txt", size: 1 })).toBeUndefined();
  expect(refusal({ type: "text/plain", name: "a.txt", size: 0 })).toContain("empty");
  expect(refusal({ type: "application/pdf", name: "a.pdf", size: FILE_BYTES_MAX + 1 })).toContain("10 MiB");
  expect(refusal({ type: "application/pdf", name: "a.pdf", size: FILE_BYTES_MAX })).toBeUndefined();
  expect(refusal({ type: "image/png", name: "a.png", size: FILE_BYTES_MAX * 3 })).toBeUndefined();
  expect(refusal({ type: "application/zip", name: "a.zip", size: 1 })).toContain("Only text");
});

test("an image has the room that the provider gives", () => {
  expect(imageBudget("anthropic")).toBe(5_242_880 - 16_384);
  expect(imageBudget(" Bedrock ")).toBe(5_242_880 - 16_384);
  expect(imageBudget("openai")).toBe(FILE_BYTES_MAX - 16_384);
  expect(imageBudget(undefined)).toBe(FILE_BYTES_MAX - 16_384);
});

test("a message takes as many files as a chat does", () => {
  expect(roomFor(0, 3)).toBe(3);
  expect(roomFor(FILE_LINK_LIMIT - 1, 3)).toBe(1);
  expect(roomFor(FILE_LINK_LIMIT, 3)).toBe(0);
});
