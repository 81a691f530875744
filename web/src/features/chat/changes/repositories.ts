// What the stream of a chat's repositories has told. Pure.

import type { components } from "@/api/schema";

export type Repository = components["schemas"]["WorkspaceAgentRepoChanges"];
export type GitEvent = components["schemas"]["ChatGitEvent"];

export interface Repositories {
  /** By their directories; null until the workspace was looked at. */
  all: readonly Repository[] | null;
  /** Why it could not be looked at the last time. */
  problem: string | null;
}

export const nothingYet: Repositories = { all: null, problem: null };

/** Each message tells only of what changed. */
export function told(state: Repositories, event: GitEvent): Repositories {
  if (event.type === "error") return { ...state, problem: event.message };
  const news = event.repositories ?? [];
  const kept = (state.all ?? []).filter((it) => !news.some((other) => other.repo_root === it.repo_root));
  const all = [...kept, ...news.filter((it) => !it.removed)];
  all.sort((a, b) => (a.repo_root < b.repo_root ? -1 : 1));
  return { all, problem: null };
}
