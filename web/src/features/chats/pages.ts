// The pages of the chat list, as the cache holds them, and how a chat that changes goes through them. Pure.

import type { Chat } from "@/api/types";
import { sortChats } from "./order";
import { type ChatFilter, matches } from "./search";

export interface ChatPage {
  chats: readonly Chat[];
  /** Whether the server had as many as were asked for, so that there may be more. */
  isFull: boolean;
}

/** Each chat once: one that moved between two readings may stand on two pages, and the later page is fresher. */
export function allChats(pages: readonly ChatPage[]): Chat[] {
  const byId = new Map<string, Chat>();
  for (const page of pages) {
    for (const chat of page.chats) byId.set(chat.id, chat);
  }
  return [...byId.values()];
}

/**
 * The chat after which the next page begins; undefined when there is none. Chats that changed since they were read have
 * gone up in the server's order, so the lowest one here is the safe place to go on from.
 */
export function nextCursor(pages: readonly ChatPage[]): string | undefined {
  if (!pages.at(-1)?.isFull) return undefined;
  return sortChats(allChats(pages)).at(-1)?.id;
}

/**
 * A chat as the news of it has it. News tells all of a chat but its children, its files and what it spent; what it leaves out besides (an error, the plan mode)
 * is no longer so.
 */
export function withNews(before: Chat | undefined, news: Chat): Chat {
  if (!before) return news;
  return {
    ...news,
    children: before.children,
    files: news.files ?? before.files,
    spend: news.spend ?? before.spend,
  };
}

/** Puts a chat in its place: changed where it stands, at the top when it is new, away when it no longer belongs. */
export function withChat(pages: readonly ChatPage[], filter: ChatFilter, chat: Chat): readonly ChatPage[] {
  const known = pages.some((page) => page.chats.some((it) => it.id === chat.id));
  if (!matches(filter, chat)) return known ? withoutChat(pages, chat.id) : pages;
  if (!known) {
    const [first, ...rest] = pages;
    return first ? [{ ...first, chats: [chat, ...first.chats] }, ...rest] : pages;
  }
  return pages.map((page) => ({
    ...page,
    chats: page.chats.map((it) => (it.id === chat.id ? withNews(it, chat) : it)),
  }));
}

/** Puts a chat that a chat made among that one's children, the newest first; archived ones leave those that are not. */
export function withChild(parent: Chat, child: Chat): Chat {
  const others = parent.children.filter((it) => it.id !== child.id);
  if (child.archived !== parent.archived) return { ...parent, children: others };
  const children = [...others, { ...child, children: [] }];
  return { ...parent, children: children.sort((a, b) => b.created_at.localeCompare(a.created_at)) };
}

/** The same in every page: it stands where its parent does. */
export function withChildIn(pages: readonly ChatPage[], child: Chat): readonly ChatPage[] {
  return pages.map((page) => ({
    ...page,
    chats: page.chats.map((it) => (it.id === child.parent_chat_id ? withChild(it, child) : it)),
  }));
}

/** Takes a chat away, a root or one that a root made. */
export function withoutChat(pages: readonly ChatPage[], id: string): readonly ChatPage[] {
  const without = (chat: Chat): Chat =>
    chat.children.some((it) => it.id === id)
      ? { ...chat, children: chat.children.filter((it) => it.id !== id) }
      : chat;
  return pages.map((page) => ({ ...page, chats: page.chats.filter((it) => it.id !== id).map(without) }));
}
