import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePartialObject } from "./partial-json";

test.each([
  ["", {}],
  ["{", {}],
  ['{"comm', {}],
  ['{"command', {}],
  ['{"command":', {}],
  ['{"command":"car', { command: "car" }],
  ['{"command":"a\\', { command: "a" }],
  ['{"command":"a\\u00', { command: "a" }],
  ['{"command":"a\\u00e9\\n"', { command: "aé\n" }],
  ['{"a":1', {}],
  ['{"a":1,', { a: 1 }],
  ['{"a":tru', {}],
  ['{"a":true,"b":null,"c":-1.5e3}', { a: true, b: null, c: -1500 }],
  ['{"files":[{"path":"x","edits":[{"search":"a","rep', { files: [{ path: "x", edits: [{ search: "a" }] }] }],
  ["no json", {}],
  ["[1,2]", {}],
  ['{"a":}', {}],
])("%j", (text, expected) => {
  expect(parsePartialObject(text)).toEqual(expected);
});

test("a whole object is read as JSON reads it, and every beginning is read without an error", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const text = JSON.stringify(object);
      expect(parsePartialObject(text)).toEqual(JSON.parse(text));
      for (let end = 0; end < text.length; end += 1) parsePartialObject(text.slice(0, end));
    }),
  );
});

test("any text is read without an error, and in the end", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0 tn1') }), (text) => {
      expect(parsePartialObject(text)).toBeTypeOf("object");
    }),
  );
});
