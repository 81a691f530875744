// Which of a provider's known models a new server begins with: a recent one that is good at agent work and not the
// dearest. Pure.

import type { SuggestedModel } from "@/api/types";

/** By provider, the families in the order of preference. */
const FAMILIES: Record<string, RegExp[]> = {
  anthropic: [/^claude-sonnet-/, /^claude-opus-/, /^claude-/],
  openai: [/^gpt-\d+(\.\d+)?$/, /^gpt-\d/, /^o\d/],
};

export function preferredModel(
  provider: string,
  known: readonly SuggestedModel[],
): SuggestedModel | undefined {
  for (const family of FAMILIES[provider] ?? []) {
    const members = known.filter((it) => family.test(it.model));
    if (members.length > 0) return members.sort(byVersion)[0];
  }
  return known[0];
}

/** The newest first: by the numbers in the name, where a date is no version. Without a date before with one. */
function byVersion(a: SuggestedModel, b: SuggestedModel): number {
  const x = versionOf(a.model);
  const y = versionOf(b.model);
  for (let at = 0; at < Math.max(x.length, y.length); at += 1) {
    const order = (y[at] ?? 0) - (x[at] ?? 0);
    if (order !== 0) return order;
  }
  return a.model.length - b.model.length;
}

function versionOf(model: string): number[] {
  return (model.match(/\d+/g) ?? []).filter((digits) => digits.length < 4).map(Number);
}
