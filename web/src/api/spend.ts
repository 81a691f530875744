// What chats may spend and what they spent (chats-api.md 1.17). Amounts are in micro-dollars.

import { client, unwrap } from "./client";
import type { components } from "./schema";

export type UsageStatus = components["schemas"]["ChatUsageLimitStatus"];
export type CostSummary = components["schemas"]["ChatCostSummary"];
export type UsageLimits = components["schemas"]["ChatUsageLimitConfigResponse"];
export type UsageLimitsInput = components["schemas"]["UpdateChatUsageLimitRequest"];

export const usageStatus = () => unwrap(client.GET("/api/v2/chats/usage-limits/status"));

export const costSummary = () =>
  unwrap(client.GET("/api/v2/chats/cost/{user}/summary", { params: { path: { user: "me" } } }));

export const costUsers = () =>
  unwrap(client.GET("/api/v2/chats/cost/users", { params: { query: { limit: 50 } } }));

export const usageLimits = () => unwrap(client.GET("/api/v2/chats/usage-limits"));

export const putUsageLimits = (input: UsageLimitsInput) =>
  unwrap(client.PUT("/api/v2/chats/usage-limits", { body: input }));

export const raiseCap = (chat: string, capMicros: number) =>
  unwrap(
    client.PATCH("/api/v2/chats/{chat}", {
      params: { path: { chat } },
      body: { spend_cap_micros: capMicros },
    }),
  );

export const putPersonLimit = (user: string, micros: number) =>
  unwrap(
    client.PUT("/api/v2/chats/usage-limits/overrides/{user}", {
      params: { path: { user } },
      body: { spend_limit_micros: micros },
    }),
  );

export const deletePersonLimit = (user: string) =>
  unwrap(client.DELETE("/api/v2/chats/usage-limits/overrides/{user}", { params: { path: { user } } }));

export const putGroupLimit = (group: string, micros: number) =>
  unwrap(
    client.PUT("/api/v2/chats/usage-limits/group-overrides/{group}", {
      params: { path: { group } },
      body: { spend_limit_micros: micros },
    }),
  );

export const deleteGroupLimit = (group: string) =>
  unwrap(
    client.DELETE("/api/v2/chats/usage-limits/group-overrides/{group}", { params: { path: { group } } }),
  );
