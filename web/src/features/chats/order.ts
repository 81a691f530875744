// The order and grouping of chats at the side. Pure.

import type { Chat } from "@/api/types";

export interface ChatGroup {
  title: string;
  chats: Chat[];
}

const DAY_MS = 86_400_000;

/** As the server does (chats-api.md 1.2): pinned ones first, in their order, then the newest. */
export function sortChats(chats: readonly Chat[]): Chat[] {
  return [...chats].sort((a, b) => {
    if (a.pin_order > 0 || b.pin_order > 0) {
      return (a.pin_order || Number.POSITIVE_INFINITY) - (b.pin_order || Number.POSITIVE_INFINITY);
    }
    return b.updated_at.localeCompare(a.updated_at) || b.id.localeCompare(a.id);
  });
}

export function groupChats(chats: readonly Chat[], now: Date): ChatGroup[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const titleOf = (chat: Chat): string => {
    if (chat.pin_order > 0) return "Pinned";
    const age = midnight - new Date(chat.updated_at).getTime();
    if (age <= 0) return "Today";
    if (age <= DAY_MS) return "Yesterday";
    return age <= 7 * DAY_MS ? "Past week" : "Older";
  };
  const groups: ChatGroup[] = [];
  for (const chat of sortChats(chats)) {
    const title = titleOf(chat);
    const last = groups.at(-1);
    if (last?.title === title) last.chats.push(chat);
    else groups.push({ title, chats: [chat] });
  }
  return groups;
}
