// The history of what a person wrote in a chat, for its field. It is read when it is first asked for, and anew after each message.

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { prompts } from "@/api/chats";
import { keys } from "@/api/query";
import { toastError } from "@/components/toast";
import { type Recall, recallStep } from "./prompt-history";

/** `newest` changes with what was written last. */
export function usePromptHistory(
  chatId: string,
  newest: number,
  text: string,
  onText: (text: string) => void,
) {
  const client = useQueryClient();
  const recall = useRef<Recall | null>(null);
  const latest = useRef(text);
  latest.current = text;
  return useCallback(
    async (direction: "earlier" | "later") => {
      try {
        const written = await client.fetchQuery({
          queryKey: keys.prompts(chatId, newest),
          queryFn: () => prompts(chatId),
          staleTime: Number.POSITIVE_INFINITY,
        });
        const next = recallStep(written, recall.current, latest.current, direction);
        if (!next) return;
        recall.current = next.recall;
        onText(next.text);
      } catch (error) {
        toastError(error);
      }
    },
    [client, chatId, newest, onText],
  );
}
