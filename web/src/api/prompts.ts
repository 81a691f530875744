// What administrators tell new chats, and people their own (chats-api.md 1.13).

import { client, unwrap } from "./client";

export const ownPrompt = async () =>
  (await unwrap(client.GET("/api/v2/chats/config/user-prompt"))).custom_prompt;

export const putOwnPrompt = (text: string) =>
  unwrap(client.PUT("/api/v2/chats/config/user-prompt", { body: { custom_prompt: text } }));

export const systemPrompt = () => unwrap(client.GET("/api/v2/chats/config/system-prompt"));

export const putSystemPrompt = (text: string, withDefault: boolean) =>
  unwrap(
    client.PUT("/api/v2/chats/config/system-prompt", {
      body: { system_prompt: text, include_default_system_prompt: withDefault },
    }),
  );
