// How a chat's status looks and what it is called.

import type { Chat, ChatStatus } from "@/api/types";
import type { DotTone } from "@/components/status-dot";

export interface ChatMark {
  tone: DotTone;
  label: string;
  pulse: boolean;
}

/** Whether somebody works on it, or waits for a tool's result: such a chat cannot be archived. */
export const isActive = (status: ChatStatus): boolean =>
  status === "running" || status === "interrupting" || status === "requires_action";

/** What is told of a chat under its title: why it failed, else what its last turn came to. */
export function chatSubtitle(chat: Pick<Chat, "status" | "last_error" | "last_turn_summary">): string {
  if (chat.status === "error") return chat.last_error?.message ?? "";
  return chat.last_turn_summary ?? "";
}

/** Null = nothing worth a mark. */
export function chatMark(chat: Pick<Chat, "status" | "has_unread">, open: boolean): ChatMark | null {
  switch (chat.status) {
    case "running":
      return { tone: "live", label: "Working", pulse: true };
    case "interrupting":
      return { tone: "warn", label: "Stopping", pulse: true };
    case "requires_action":
      return { tone: "warn", label: "Waits for a tool's result", pulse: false };
    case "error":
      return { tone: "bad", label: "Failed", pulse: false };
    default:
      return chat.has_unread && !open ? { tone: "live", label: "New answer", pulse: false } : null;
  }
}
