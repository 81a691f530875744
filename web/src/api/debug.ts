// Debug records of chats, and who has them (chats-api.md 1.13, 2.19).

import { client, unwrap } from "./client";
import type { components } from "./schema";

export type DebugRun = components["schemas"]["ChatDebugRun"];
export type DebugRunSummary = components["schemas"]["ChatDebugRunSummary"];
export type DebugStep = components["schemas"]["ChatDebugStep"];

export const debugRuns = (chat: string) =>
  unwrap(client.GET("/api/v2/chats/{chat}/debug/runs", { params: { path: { chat } } }));

export const debugRun = (chat: string, run: string) =>
  unwrap(client.GET("/api/v2/chats/{chat}/debug/runs/{run}", { params: { path: { chat, run } } }));

export const ownDebugLogging = () => unwrap(client.GET("/api/v2/chats/config/user-debug-logging"));

export const putOwnDebugLogging = (enabled: boolean) =>
  unwrap(client.PUT("/api/v2/chats/config/user-debug-logging", { body: { debug_logging_enabled: enabled } }));

export const debugLogging = () => unwrap(client.GET("/api/v2/chats/config/debug-logging"));

export const putDebugLogging = (allowed: boolean) =>
  unwrap(client.PUT("/api/v2/chats/config/debug-logging", { body: { allow_users: allowed } }));
