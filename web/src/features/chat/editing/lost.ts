// What an edit of an earlier message costs: everything after it (chats-api.md 1.7). Pure.

import type { Turn } from "../transcript/transcript";

interface Loss {
  turns: readonly Turn[];
  /** The message that is edited. */
  id: number;
  queued: number;
  /** The model is at work on an answer. */
  isBusy: boolean;
}

/** A sentence that names what is dropped; null when nothing is. */
export function whatIsLost({ turns, id, queued, isBusy }: Loss): string | null {
  const at = turns.findIndex((turn) => turn.type === "user" && turn.message.id === id);
  const after = turns.slice(at + 1);
  const answers = after.filter((turn) => turn.type === "model").length;
  const things = [
    count(answers, "later answer"),
    count(after.length - answers, "later message"),
    count(queued, "queued message"),
  ].filter((thing) => thing !== null);
  // An answer that has only begun is stopped as well.
  if (isBusy && answers === 0) things.unshift("the answer that is on its way");
  if (things.length === 0) return null;
  return `This removes ${list(things)}.`;
}

function count(number: number, thing: string): string | null {
  if (number === 0) return null;
  return number === 1 ? `1 ${thing}` : `${number} ${thing}s`;
}

function list(things: readonly string[]): string {
  const last = things.at(-1) ?? "";
  return things.length < 2 ? last : `${things.slice(0, -1).join(", ")} and ${last}`;
}
