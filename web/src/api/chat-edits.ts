// Changes of queued and stored messages (chats-api.md 1.7, 1.8). Their paths are typed here by the specification's text;
// once the generated schema has them, the types of this file fall away and the calls stay as they are.

import type { Client } from "openapi-fetch";
import { client, unwrap } from "./client";
import type { ChatInputPart, ChatMessage } from "./types";

interface NoContent {
  content: { "application/json"?: never };
}

interface EditPaths {
  "/api/v2/chats/{chat}/messages/{message}": {
    patch: {
      parameters: { path: { chat: string; message: number } };
      requestBody: {
        content: { "application/json": { content: ChatInputPart[]; model_config_id?: string | null } };
      };
      responses: { 200: { content: { "application/json": { message: ChatMessage; warnings?: string[] } } } };
    };
  };
  "/api/v2/chats/{chat}/queue/{queuedMessage}": {
    delete: {
      parameters: { path: { chat: string; queuedMessage: number } };
      responses: { 204: NoContent };
    };
  };
  "/api/v2/chats/{chat}/queue/{queuedMessage}/promote": {
    post: {
      parameters: { path: { chat: string; queuedMessage: number } };
      responses: { 202: { content: { "application/json": { message: string } } } };
    };
  };
}

const edits = client as unknown as Client<EditPaths>;

/** Puts `content` in the place of a user message. That message and all after it go, and so does the queue. */
export const editMessage = (chat: string, message: number, content: ChatInputPart[]) =>
  unwrap(
    edits.PATCH("/api/v2/chats/{chat}/messages/{message}", {
      params: { path: { chat, message } },
      body: { content },
    }),
  );

export const deleteQueuedMessage = (chat: string, queuedMessage: number) =>
  unwrap(
    edits.DELETE("/api/v2/chats/{chat}/queue/{queuedMessage}", { params: { path: { chat, queuedMessage } } }),
  );

/** Sends a queued message next: what runs is stopped for it. */
export const promoteQueuedMessage = (chat: string, queuedMessage: number) =>
  unwrap(
    edits.POST("/api/v2/chats/{chat}/queue/{queuedMessage}/promote", {
      params: { path: { chat, queuedMessage } },
    }),
  );
