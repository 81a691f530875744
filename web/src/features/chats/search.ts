// What somebody types to find a chat, as a filter; the filter as the server's query (chats-api.md 1.2); and whether a
// chat that changes while the list is open belongs in it. Pure.

import type { ChatQuery } from "@/api/chats";
import type { Chat } from "@/api/types";

export interface ChatFilter {
  archived: boolean;
  /** Part of the title, in any case; empty = any. */
  title: string;
  /** Null = both. */
  unread: boolean | null;
  /** `key:value` each; all must match. */
  labels: readonly string[];
}

export const NO_FILTER: ChatFilter = { archived: false, title: "", unread: null, labels: [] };

const WORD = /(?:[^\s"]|"[^"]*"?)+/g;

/** Known keys narrow the list; every other word is looked for in the titles. A key without its value is still typed. */
export function parseSearch(text: string, archived: boolean): ChatFilter {
  const filter = { ...NO_FILTER, archived, labels: [] as string[] };
  const words: string[] = [];
  for (const quoted of text.match(WORD) ?? []) {
    const word = quoted.replaceAll('"', "");
    const cut = word.indexOf(":");
    const value = word.slice(cut + 1);
    switch (cut < 0 ? "" : word.slice(0, cut).toLowerCase()) {
      case "title":
        words.push(value);
        break;
      case "archived":
        filter.archived = isYes(value) ?? filter.archived;
        break;
      case "unread":
      case "has_unread":
        filter.unread = isYes(value) ?? filter.unread;
        break;
      case "label":
        if (/^[^:]+:./.test(value)) filter.labels.push(value);
        break;
      default:
        words.push(word);
    }
  }
  return { ...filter, title: words.filter(Boolean).join(" ") };
}

function isYes(value: string): boolean | null {
  if (/^(true|yes)$/i.test(value)) return true;
  return /^(false|no)$/i.test(value) ? false : null;
}

export function toQuery({ archived, title, unread, labels }: ChatFilter): ChatQuery {
  const words = [
    ...(archived ? ["archived:true"] : []),
    ...(unread === null ? [] : [`has_unread:${unread}`]),
    ...(title === "" ? [] : [`title:"${title}"`]),
  ];
  return {
    ...(words.length > 0 && { q: words.join(" ") }),
    ...(labels.length > 0 && { label: [...labels] }),
  };
}

export function matches(filter: ChatFilter, chat: Chat): boolean {
  return (
    chat.archived === filter.archived &&
    (filter.unread === null || chat.has_unread === filter.unread) &&
    chat.title.toLowerCase().includes(filter.title.toLowerCase()) &&
    filter.labels.every((label) => {
      const cut = label.indexOf(":");
      return chat.labels[label.slice(0, cut)] === label.slice(cut + 1);
    })
  );
}

/** Whether it narrows the list at all, beyond showing the archived ones. */
export const isNarrow = ({ title, unread, labels }: ChatFilter): boolean =>
  title !== "" || unread !== null || labels.length > 0;
