// Models to choose from, with what counts without a choice before them. Pure.

import type { ChatModelConfig } from "@/api/types";
import type { Option } from "@/components/select";

/** Radix takes no empty value. */
export const NONE = "none";

/** `chosen` stays in the list also when it was turned off. */
export function modelOptions(
  models: readonly ChatModelConfig[],
  none: string | null,
  chosen: string | undefined,
): Option[] {
  const offered = models.filter((it) => it.enabled || it.id === chosen);
  const known = offered.map((it) => ({
    value: it.id,
    label: it.display_name || it.model,
    detail: it.enabled ? undefined : "Turned off: it does not count",
  }));
  const gone = chosen && !models.some((it) => it.id === chosen);
  return [
    ...(none === null ? [] : [{ value: NONE, label: none }]),
    ...known,
    ...(gone ? [{ value: chosen, label: "A model that is gone", detail: "It does not count" }] : []),
  ];
}

/** The percent that was typed; null = as the model says; undefined = no such number. */
export function readPercent(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 && value <= 100 ? value : undefined;
}
