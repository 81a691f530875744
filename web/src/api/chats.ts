// Chats: list, one, messages, queue, runs (chats-api.md 1).

import { client, unwrap } from "./client";

export const chatWatchPath = "/api/v2/chats/watch";

export const chatStreamPath = (chat: string, afterId: number) =>
  `/api/v2/chats/${encodeURIComponent(chat)}/stream?after_id=${afterId}`;

export const chatGitPath = (chat: string) => `/api/v2/chats/${encodeURIComponent(chat)}/stream/git`;

export interface ChatQuery {
  /** `key:value` words (chats-api.md 1.2). */
  q?: string;
  /** `key:value` each; all must match. */
  label?: string[];
}

/** A page of the person's root chats, from the one after `afterId` on. */
export const listChats = (query: ChatQuery, limit: number, afterId: string | undefined) =>
  unwrap(client.GET("/api/v2/chats", { params: { query: { ...query, limit, after_id: afterId } } }));

export const getChat = (chat: string) =>
  unwrap(client.GET("/api/v2/chats/{chat}", { params: { path: { chat } } }));

export const getMessages = (chat: string, beforeId?: number) =>
  unwrap(
    client.GET("/api/v2/chats/{chat}/messages", {
      params: { path: { chat }, query: { limit: 100, before_id: beforeId } },
    }),
  );

/** What the person wrote in the chat, the latest first. */
export const prompts = async (chat: string) =>
  (
    await unwrap(
      client.GET("/api/v2/chats/{chat}/prompts", { params: { path: { chat }, query: { limit: 200 } } }),
    )
  ).prompts.map((it) => it.text);

/** What a person sends: words, and files that were uploaded. */
const contentOf = (text: string, fileIds: readonly string[] = []) => [
  ...(text === "" ? [] : [{ type: "text", text }]),
  ...fileIds.map((file_id) => ({ type: "file", file_id })),
];

/** Who answers a message, how hard they think, and whether they plan; absent = as before. */
export interface Choice {
  modelId?: string;
  /** "" = as the model's config says. */
  effort?: string;
  planMode?: boolean;
  /** Uploaded files that go with the message. */
  fileIds?: readonly string[];
}

const planWord = (planMode: boolean | undefined) =>
  planMode === undefined ? undefined : planMode ? "plan" : "";

export const createChat = (organizationId: string, text: string, choice: Choice) =>
  unwrap(
    client.POST("/api/v2/chats", {
      body: {
        organization_id: organizationId,
        content: contentOf(text, choice.fileIds),
        model_config_id: choice.modelId,
        reasoning_effort: choice.effort,
        plan_mode: planWord(choice.planMode),
        client_type: "ui",
      },
    }),
  );

export type BusyBehavior = "queue" | "interrupt";

export const sendMessage = (chat: string, text: string, choice: Choice, busyBehavior: BusyBehavior) =>
  unwrap(
    client.POST("/api/v2/chats/{chat}/messages", {
      params: { path: { chat } },
      body: {
        content: contentOf(text, choice.fileIds),
        model_config_id: choice.modelId,
        reasoning_effort: choice.effort,
        plan_mode: planWord(choice.planMode),
        busy_behavior: busyBehavior,
      },
    }),
  );

export const interruptChat = (chat: string) =>
  unwrap(client.POST("/api/v2/chats/{chat}/interrupt", { params: { path: { chat } } }));

/** Has a model name the chat by all that was said. */
export const regenerateTitle = (chat: string) =>
  unwrap(client.POST("/api/v2/chats/{chat}/title/regenerate", { params: { path: { chat } } }));

/** Has a model propose a title; the chat keeps its own. */
export const proposeTitle = async (chat: string) =>
  (await unwrap(client.POST("/api/v2/chats/{chat}/title/propose", { params: { path: { chat } } }))).title;

/** Has what was said summarized for the model. */
export const compactContext = (chat: string) =>
  unwrap(client.POST("/api/v2/chats/{chat}/compact", { params: { path: { chat } } }));

/** Lets the model forget what was said. */
export const clearContext = (chat: string) =>
  unwrap(client.POST("/api/v2/chats/{chat}/clear", { params: { path: { chat } } }));

export interface ChatChange {
  title?: string;
  /** Replaces all. */
  labels?: Record<string, string>;
  archived?: boolean;
  /** 0 unpins; on a pinned chat its new place, else any number appends it. */
  pin_order?: number;
  /** Whether it plans from its next turn on: "plan" or "". */
  plan_mode?: "plan" | "";
}

export const updateChat = (chat: string, change: ChatChange) =>
  unwrap(client.PATCH("/api/v2/chats/{chat}", { params: { path: { chat } }, body: change }));

export const explainWait = (chat: string) =>
  unwrap(client.GET("/api/v2/chats/{chat}/wait", { params: { path: { chat } } }));
