import { expect, test } from "vitest";
import type { ChatModelConfig } from "@/api/types";
import { effortOptions, shownEffort } from "./efforts";

function model(efforts?: string[], usual?: string): ChatModelConfig {
  return {
    id: "m",
    provider: "openai",
    model: "m",
    display_name: "M",
    enabled: true,
    is_default: true,
    context_limit: 1,
    compression_threshold: 70,
    created_at: "",
    updated_at: "",
    reasoning_efforts: efforts,
    model_config: { reasoning_effort: { default: usual } },
  };
}

test("a model without efforts has nothing to choose", () => {
  expect(shownEffort(undefined, "high")).toBeNull();
  expect(shownEffort(model(), "high")).toBeNull();
});

test("a wish counts as far as the model allows it", () => {
  const low = model(["low", "medium"]);
  expect(shownEffort(low, "")).toBe("");
  expect(shownEffort(low, "medium")).toBe("medium");
  expect(shownEffort(low, "max")).toBe("medium");
  expect(shownEffort(low, "none")).toBe("low");
});

test("the default says what it is", () => {
  expect(effortOptions(model(["low"], "low")).map((it) => it.label)).toEqual(["Default (low)", "Low"]);
  expect(effortOptions(model(["xhigh"])).map((it) => it.label)).toEqual(["Default", "Extra high"]);
});
