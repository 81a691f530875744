// The list of the person's chats, as the cache has it. `useChatWatch` keeps it fresh.

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { listChats } from "@/api/chats";
import { keys, queryClient } from "@/api/query";
import type { Chat } from "@/api/types";

export const FIRST_LIMIT = 50;

export function useChats(limit = FIRST_LIMIT) {
  return useQuery({
    queryKey: [...keys.chats, limit],
    queryFn: () => listChats(limit),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

/** Puts a chat into every list that has it, and at the top of those that do not. */
export function rememberChat(chat: Chat): void {
  queryClient.setQueryData<Chat>(keys.chat(chat.id), (before) => ({ ...before, ...chat }));
  if (chat.parent_chat_id) return;
  queryClient.setQueriesData<Chat[]>({ queryKey: keys.chats }, (chats) => {
    if (!chats) return chats;
    const known = chats.some((it) => it.id === chat.id);
    if (!known) return [chat, ...chats];
    return chats.map((it) => (it.id === chat.id ? { ...it, ...chat, children: it.children } : it));
  });
}

export function forgetChat(id: string): void {
  queryClient.setQueriesData<Chat[]>({ queryKey: keys.chats }, (chats) =>
    chats?.filter((it) => it.id !== id),
  );
}
