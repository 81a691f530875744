// Which message of a chat is being edited, and what happens when it is sent.

import { createContext, useCallback, useContext, useMemo, useRef, useState } from "react";
import { editMessage } from "@/api/chat-edits";
import type { ChatMessage } from "@/api/types";
import { toastWarnings } from "@/components/toast";
import { isBusy, type StreamState } from "../stream/reducer";
import type { Turn } from "../transcript/transcript";
import { editedContent } from "./content";
import { whatIsLost } from "./lost";

export interface Editing {
  /** The message that is being edited. */
  id: number | null;
  begin: (id: number) => void;
  cancel: () => void;
  /** What sending the edit drops, as a sentence; null = nothing. */
  lostBy: (id: number) => string | null;
  send: (message: ChatMessage, text: string) => Promise<void>;
}

/** Null where messages cannot be edited. */
export const EditingContext = createContext<Editing | null>(null);
export const useEditing = () => useContext(EditingContext);

interface Chat {
  chatId: string;
  stream: StreamState;
  turns: readonly Turn[];
  allowed: boolean;
  /** Editing is over: where the focus goes. */
  onEnd: () => void;
}

export function useMessageEditing({ chatId, stream, turns, allowed, onEnd }: Chat): Editing | null {
  const [id, setId] = useState<number | null>(null);
  const latest = useRef({ stream, turns, onEnd });
  latest.current = { stream, turns, onEnd };

  const cancel = useCallback(() => {
    setId(null);
    latest.current.onEnd();
  }, []);
  const lostBy = useCallback((message: number) => {
    const now = latest.current;
    return whatIsLost({
      turns: now.turns,
      id: message,
      queued: now.stream.queue.length,
      isBusy: isBusy(now.stream.status),
    });
  }, []);
  const send = useCallback(
    async (message: ChatMessage, text: string) => {
      // The stream tells of the new history: it is the same for every open page.
      const answer = await editMessage(chatId, message.id, editedContent(message.content ?? [], text));
      toastWarnings(answer.warnings);
      cancel();
    },
    [chatId, cancel],
  );
  return useMemo(
    () => (allowed ? { id, begin: setId, cancel, lostBy, send } : null),
    [allowed, id, cancel, lostBy, send],
  );
}
