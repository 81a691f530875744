// The cache of what was read, and the names of its entries.

import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refused it will refuse again; only a lost connection is worth another try.
      retry: (count, error) =>
        count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
    },
  },
});

export const keys = {
  ownKeys: ["own-keys"] as const,
  setup: ["setup"] as const,
  me: ["me"] as const,
  buildInfo: ["buildinfo"] as const,
  push: ["push"] as const,
  chats: ["chats"] as const,
  chat: (id: string) => ["chat", id] as const,
  file: (id: string) => ["file", id] as const,
  wait: (id: string) => ["wait", id] as const,
  providers: ["providers"] as const,
  catalog: ["catalog"] as const,
  models: ["models"] as const,
  workspaces: ["workspaces"] as const,
  workspace: (id: string) => ["workspace", id] as const,
  builds: (workspace: string) => ["builds", workspace] as const,
  templates: ["templates"] as const,
  tokens: ["tokens"] as const,
  debugRuns: (chat: string) => ["debug", chat] as const,
  debugLogging: ["debug-logging"] as const,
  ownDebugLogging: ["debug-logging", "own"] as const,
  ownPrompt: ["prompt", "own"] as const,
  systemPrompt: ["prompt", "system"] as const,
  groups: ["groups"] as const,
  workModel: (work: string) => ["work-model", work] as const,
  peopleMayChoose: ["own-models", "allowed"] as const,
  ownModels: ["own-models"] as const,
  ownThresholds: ["thresholds", "own"] as const,
  advisor: ["advisor"] as const,
  prompts: (chat: string, newest: number) => ["prompts", chat, newest] as const,
  lifecycle: ["lifecycle"] as const,
  retention: ["lifecycle", "retention"] as const,
  people: (text: string) => ["people", text] as const,
  usageStatus: ["usage", "status"] as const,
  usageLimits: ["usage", "limits"] as const,
  costs: ["usage", "costs"] as const,
  costUsers: ["usage", "people"] as const,
};

/**
 * Reads it anew after it was changed. A first reading that is still under way may have begun before the change, and an invalidation alone
 * would take its answer.
 */
export async function readAnew(queryKey: readonly unknown[]): Promise<void> {
  await queryClient.cancelQueries({ queryKey });
  await queryClient.invalidateQueries({ queryKey });
}
