// Changes of queued and stored messages (chats-api.md 1.7, 1.8).

import { client, unwrap } from "./client";
import type { ChatInputPart } from "./types";

/** Puts `content` in the place of a user message. That message and all after it go, and so does the queue. */
export const editMessage = (chat: string, message: number, content: ChatInputPart[]) =>
  unwrap(
    client.PATCH("/api/v2/chats/{chat}/messages/{message}", {
      params: { path: { chat, message } },
      body: { content },
    }),
  );

export const deleteQueuedMessage = (chat: string, message: number) =>
  unwrap(client.DELETE("/api/v2/chats/{chat}/queue/{message}", { params: { path: { chat, message } } }));

/** Gives a queued message another content. */
export const changeQueuedMessage = (chat: string, message: number, content: ChatInputPart[]) =>
  unwrap(
    client.PATCH("/api/v2/chats/{chat}/queue/{message}", {
      params: { path: { chat, message } },
      body: { content },
    }),
  );

/** Puts a queued message at a place of the queue: 0 = the next to run. */
export const moveQueuedMessage = (chat: string, message: number, position: number) =>
  unwrap(
    client.PATCH("/api/v2/chats/{chat}/queue/{message}", {
      params: { path: { chat, message } },
      body: { position },
    }),
  );

/** Sends a queued message next: what runs is stopped for it. */
export const promoteQueuedMessage = (chat: string, message: number) =>
  unwrap(
    client.POST("/api/v2/chats/{chat}/queue/{message}/promote", {
      params: { path: { chat, message } },
    }),
  );
