// How hard a model thinks (chat-engine.md 2.3): the words of the scale for people, and which one a chat has. Pure.

import type { ChatModelConfig } from "@/api/types";

const NAMES: Record<string, string> = {
  none: "None",
  minimal: "Minimal",
  low: "Low",
  medium: "Medium",
  high: "High",
  xhigh: "Extra high",
  max: "Maximum",
};

export function effortName(effort: string): string {
  return NAMES[effort] ?? effort;
}

const SCALE = Object.keys(NAMES);

/** What the model does when nobody chooses; "" = what its provider does. */
function byDefault(model: ChatModelConfig): string {
  return model.model_config?.reasoning_effort?.default ?? "";
}

/**
 * What stands in the picker: what is wished for, as far as the model allows it. "" = the model's default. `null`: there is nothing
 * to choose.
 */
export function shownEffort(model: ChatModelConfig | undefined, wished: string): string | null {
  const efforts = model?.reasoning_efforts ?? [];
  if (efforts.length === 0) return null;
  if (wished === "" || efforts.includes(wished)) return wished;
  const place = SCALE.indexOf(wished);
  return efforts.findLast((it) => SCALE.indexOf(it) <= place) ?? efforts[0] ?? "";
}

/** The choices of the picker, the model's default first. */
export function effortOptions(model: ChatModelConfig): { value: string; label: string }[] {
  const usual = byDefault(model);
  const first = usual === "" ? "Default" : `Default (${effortName(usual).toLowerCase()})`;
  const rest = (model.reasoning_efforts ?? []).map((it) => ({ value: it, label: effortName(it) }));
  return [{ value: "", label: first }, ...rest];
}
