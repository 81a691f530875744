import { expect, test } from "vitest";
import { commandOf, matching } from "./slash-commands";

test("a message that is nothing but a command is one", () => {
  expect(commandOf(" /Compact ")?.name).toBe("/compact");
  expect(commandOf("/clear")?.name).toBe("/clear");
  for (const message of ["/compact the code", "compact", "/", "", "/clearing"]) {
    expect(commandOf(message)).toBeUndefined();
  }
});

test("what is typed offers what it may become", () => {
  const names = (text: string) => matching(text).map((it) => it.name);
  expect(names("/")).toEqual(["/compact", "/plan", "/clear"]);
  expect(names("/co")).toEqual(["/compact"]);
  expect(names("/compact ")).toEqual(["/compact"]);
  for (const text of ["", "c", "/x", "/clear the cache"]) expect(names(text)).toEqual([]);
});
