import { expect, test } from "vitest";
import { nextCap } from "./raise-cap";

test.each([
  [{ spent_micros: 50_000_000, cap_micros: 50_000_000 }, 100_000_000],
  [{ spent_micros: 125, cap_micros: 100 }, 250],
  [{ spent_micros: 10, cap_micros: 100 }, null],
  [{ spent_micros: 10, cap_micros: null }, null],
])("%j", (spend, cap) => {
  expect(nextCap(spend)).toBe(cap);
});
