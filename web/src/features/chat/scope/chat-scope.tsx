// What the cards of a transcript may know of their chat, and how they speak in it.

import { createContext, useContext } from "react";
import type { Chat, ChatStatus } from "@/api/types";
import type { Turn } from "../transcript/transcript";

export interface ChatScope {
  chatId: string;
  chat: Chat | undefined;
  status: ChatStatus | null;
  /** What is stored, without the answer that is coming: that changes with each piece, and would have every card look anew. */
  turns: readonly Turn[];
  /** Whether this person may speak in the chat now. */
  canSpeak: boolean;
  /** Sends a message; `planMode` says whether the chat plans from its turn on. */
  reply: (text: string, planMode?: boolean) => Promise<void>;
  /** Puts the cursor where messages are written. */
  write: () => void;
}

export const ChatScopeContext = createContext<ChatScope | null>(null);

/** Null where a card is drawn outside of a chat, as in records. */
export const useChatScope = (): ChatScope | null => useContext(ChatScopeContext);
