// The turns of a chat as they change: laid out anew only where something changed, so that a long conversation costs no more than its
// last turn while the model speaks.

import { useMemo, useRef } from "react";
import type { ChatMessage } from "@/api/types";
import type { Preview } from "../stream/reducer";
import { type Activity, presentTurns, shareTurns, storedTurns, type Turn } from "./transcript";

export function useTurns(
  messages: readonly ChatMessage[],
  preview: Preview | null,
  activity: Activity,
): { stored: readonly Turn[]; turns: readonly Turn[] } {
  const before = useRef<readonly Turn[]>([]);
  const stored = useMemo(() => {
    // What was laid out before is only a stock of equal objects: it does not change what is drawn.
    before.current = shareTurns(before.current, storedTurns(messages));
    return before.current;
  }, [messages]);
  const turns = useMemo(() => presentTurns(stored, preview, activity), [stored, preview, activity]);
  return { stored, turns };
}
