// What was written in the chat before, brought back into the field step by step. Pure.

/** What of the past stands in the field now. */
export interface Recall {
  /** Its place, 0 = what was written last. */
  at: number;
  /** As it was brought back: what differs from it is the reader's own. */
  shown: string;
  /** What stood in the field before. */
  draft: string;
}

export interface Recalled {
  recall: Recall | null;
  text: string;
}

/** One step into the past, or back; null = there is nothing there. `prompts` begin with the latest. */
export function recallStep(
  prompts: readonly string[],
  recall: Recall | null,
  text: string,
  direction: "earlier" | "later",
): Recalled | null {
  const present = recall && recall.shown === text ? recall : null;
  const draft = present ? present.draft : text;
  const at = (present?.at ?? -1) + (direction === "earlier" ? 1 : -1);
  if (at < -1) return null;
  if (at === -1) return { recall: null, text: draft };
  const shown = prompts[at];
  return shown === undefined ? null : { recall: { at, shown, draft }, text: shown };
}
