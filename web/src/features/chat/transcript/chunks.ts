// A long conversation in pieces that are drawn, or left as they are, each as one. Pure.

import type { Turn } from "./transcript";

/** How many message ids a piece spans. */
const SPAN = 32;

export interface Chunk {
  key: string;
  turns: Turn[];
}

/** Where a piece ends follows from the ids alone, so that turns before it or after it move nothing from one piece to another. */
export function inChunks(turns: readonly Turn[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const turn of turns) {
    const id = turn.type === "user" ? turn.message.id : undefined;
    const key = id === undefined ? chunks.at(-1)?.key : String(Math.floor(id / SPAN));
    const last = chunks.at(-1);
    if (last && (key === undefined || last.key === key)) last.turns.push(turn);
    else chunks.push({ key: key ?? "start", turns: [turn] });
  }
  return chunks;
}

export const isSameChunk = (one: Chunk, other: Chunk): boolean =>
  one.turns.length === other.turns.length && one.turns.every((turn, index) => turn === other.turns[index]);
