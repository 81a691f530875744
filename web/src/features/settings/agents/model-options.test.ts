import { expect, test } from "vitest";
import type { ChatModelConfig } from "@/api/types";
import { modelOptions, NONE, readPercent } from "./model-options";

const model = (id: string, enabled = true) =>
  ({ id, enabled, model: id, display_name: "" }) as ChatModelConfig;

test("what is turned on is offered, and what is chosen stays", () => {
  const models = [model("a"), model("b", false)];
  expect(modelOptions(models, "The chat's own", undefined).map((it) => it.value)).toEqual([NONE, "a"]);
  expect(modelOptions(models, null, "b").map((it) => [it.value, it.detail !== undefined])).toEqual([
    ["a", false],
    ["b", true],
  ]);
  expect(modelOptions(models, null, "gone").at(-1)?.label).toBe("A model that is gone");
});

test("a threshold is a whole percent, or nothing", () => {
  expect([readPercent(""), readPercent(" 80 "), readPercent("0"), readPercent("100")]).toEqual([
    null,
    80,
    0,
    100,
  ]);
  expect([readPercent("101"), readPercent("-1"), readPercent("7.5"), readPercent("x")]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
