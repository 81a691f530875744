import { expect, test } from "vitest";
import { fromDollars, toDollars, usd } from "./money";

test.each([
  [0, "$0.00"],
  [50_000_000, "$50.00"],
  [1_239_999, "$1.23"],
  [10_000, "$0.01"],
  [9_999, "$0.009999"],
  [1_200, "$0.0012"],
  [-1_500_000, "-$1.50"],
])("%i micro-dollars", (micros, text) => {
  expect(usd(micros)).toBe(text);
});

test.each([
  ["", null],
  ["  ", null],
  ["5", 5_000_000],
  ["$0.5", 500_000],
  ["1,25", 1_250_000],
  ["0.000001", 1],
  ["0", undefined],
  ["-3", undefined],
  ["ten", undefined],
  ["1.0000001", undefined],
  ["12345678901", undefined],
])("%j as an amount", (text, micros) => {
  expect(fromDollars(text)).toBe(micros);
});

test("an amount comes back as it was written", () => {
  for (const text of ["5", "0.5", "1.25", "0.000001"])
    expect(toDollars(fromDollars(text) ?? null)).toBe(text);
  expect(toDollars(null)).toBe("");
});
