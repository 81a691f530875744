import { describe, expect, it } from "vitest";
import { parseDays } from "./days";

describe("a number of days", () => {
  it.each([
    ["", 0],
    ["  ", 0],
    ["0", 0],
    [" 30 ", 30],
    ["3650", 3650],
  ])("%j is %j", (text, days) => expect(parseDays(text)).toBe(days));

  it.each(["3651", "-1", "1.5", "1e2", "a week", "٣"])("%j is none", (text) =>
    expect(parseDays(text)).toBeUndefined(),
  );
});
