import { expect, test } from "vitest";
import type { SuggestedModel } from "@/api/types";
import { preferredModel } from "./preferred-model";

const known = (...models: string[]) =>
  models.map((model) => ({ model, display_name: model }) as SuggestedModel);

test.each([
  [
    "anthropic",
    ["claude-opus-4-6", "claude-sonnet-4-5-20250929", "claude-sonnet-4-6", "claude-haiku-4-5"],
    "claude-sonnet-4-6",
  ],
  [
    "anthropic",
    ["claude-sonnet-4-5-20250929", "claude-sonnet-4-5", "claude-sonnet-4-20250514"],
    "claude-sonnet-4-5",
  ],
  ["anthropic", ["claude-3-5-haiku-latest"], "claude-3-5-haiku-latest"],
  ["openai", ["gpt-5-mini", "gpt-5", "gpt-5.2", "gpt-4o", "gpt-5.2-pro", "o4-mini"], "gpt-5.2"],
  ["openrouter", ["some/model", "other/model"], "some/model"],
])("%s of %j", (provider, models, expected) => {
  expect(preferredModel(provider, known(...models))?.model).toBe(expected);
});

test("nothing is known, nothing is chosen", () => {
  expect(preferredModel("anthropic", [])).toBeUndefined();
});
