// The lists of the person's chats, as the cache has them: one for each filter, read page by page. `useChatWatch` keeps
// them fresh.

import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { listChats } from "@/api/chats";
import { keys, queryClient } from "@/api/query";
import type { Chat } from "@/api/types";
import {
  allChats,
  type ChatPage,
  nextCursor,
  withChat,
  withChild,
  withChildIn,
  withNews,
  withoutChat,
} from "./pages";
import { type ChatFilter, NO_FILTER, toQuery } from "./search";

const PAGE_SIZE = 50;

type Pages = InfiniteData<ChatPage, string | undefined>;

export function useChats(filter: ChatFilter = NO_FILTER) {
  const query = useInfiniteQuery({
    queryKey: [...keys.chats, filter],
    queryFn: async ({ pageParam }): Promise<ChatPage> => {
      const chats = await listChats(toQuery(filter), PAGE_SIZE, pageParam);
      return { chats, isFull: chats.length >= PAGE_SIZE };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (_last, pages) => nextCursor(pages),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const pages = query.data?.pages;
  const chats = useMemo(() => pages && allChats(pages), [pages]);
  return { ...query, chats };
}

/** Puts a chat into every list that it belongs to, and takes it out of the others. */
export function rememberChat(chat: Chat): void {
  queryClient.setQueryData<Chat>(keys.chat(chat.id), (before) => withNews(before, chat));
  const parent = chat.parent_chat_id;
  if (parent) {
    queryClient.setQueryData<Chat>(keys.chat(parent), (before) => before && withChild(before, chat));
    changeLists((pages) => withChildIn(pages, chat));
    return;
  }
  changeLists((pages, filter) => withChat(pages, filter, chat));
}

export function forgetChat(id: string): void {
  changeLists((pages) => withoutChat(pages, id));
}

function changeLists(change: (pages: readonly ChatPage[], filter: ChatFilter) => readonly ChatPage[]): void {
  for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: keys.chats })) {
    const filter = queryKey[keys.chats.length] as ChatFilter;
    queryClient.setQueryData<Pages>(
      queryKey,
      (data) => data && { ...data, pages: [...change(data.pages, filter)] },
    );
  }
}
