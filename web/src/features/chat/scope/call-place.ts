// Where a call stands in its conversation: whether it is still the person's turn to answer it, or what they answered. Pure.

import { textOf } from "../editing/content";
import type { Turn } from "../transcript/transcript";

export interface CallPlace {
  /** Nothing was said after the turn of the call. */
  isLast: boolean;
  /** What the person said next; null = nothing yet. */
  answer: string | null;
}

/** `key` is the block's. */
export function placeOf(turns: readonly Turn[], key: string): CallPlace | null {
  const at = turns.findIndex(
    (turn) => turn.type === "model" && turn.blocks.some((block) => block.key === key),
  );
  if (at < 0) return null;
  const next = turns.slice(at + 1).find((turn) => turn.type === "user");
  return {
    isLast: at === turns.length - 1,
    answer: next?.type === "user" ? textOf(next.message.content ?? []) : null,
  };
}

/** Whether no later block of the conversation is a call of the same tool that worked. */
export function isNewest(turns: readonly Turn[], key: string, name: string): boolean {
  const blocks = turns.flatMap((turn) => (turn.type === "model" ? turn.blocks : []));
  const last = blocks.findLast(
    (block) => block.type === "tool" && block.name === name && block.state === "done",
  );
  return last?.key === key;
}
