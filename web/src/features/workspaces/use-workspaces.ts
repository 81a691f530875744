// Workspaces, read again often while something about them is changing.

import { useMutation, useQuery } from "@tanstack/react-query";
import { ApiError } from "@/api/errors";
import { keys, queryClient } from "@/api/query";
import type { Transition, Workspace } from "@/api/types";
import { createBuild, getWorkspace, listWorkspaces } from "@/api/workspaces";
import { isMoving, workspaceMark } from "./status";

const MOVING_MS = 1_500;
const RESTING_MS = 20_000;

function pause(workspaces: readonly Workspace[]): number {
  const changing = workspaces.some((it) => isMoving(it) || workspaceMark(it).pulse);
  return changing ? MOVING_MS : RESTING_MS;
}

export function useWorkspaces() {
  return useQuery({
    queryKey: keys.workspaces,
    queryFn: listWorkspaces,
    refetchInterval: (query) => pause(query.state.data ?? []),
  });
}

export function useWorkspace(id: string | undefined) {
  return useQuery({
    queryKey: keys.workspace(id ?? ""),
    queryFn: () => getWorkspace(id ?? ""),
    enabled: id !== undefined,
    refetchInterval: (query) => {
      if (isGone(query.state.error)) return false;
      return query.state.data ? pause([query.state.data]) : RESTING_MS;
    },
  });
}

/** Whether the workspace was deleted. What was last read of it is then still in the cache. */
export function isGone(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 410);
}

/** Starts a build of a workspace. */
export function useBuild(workspaceId: string) {
  return useMutation({
    mutationFn: (transition: Transition) => createBuild(workspaceId, transition),
    onSuccess: () => refreshWorkspace(workspaceId),
  });
}

export function refreshWorkspace(id: string): Promise<unknown> {
  return Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.workspaces }),
    queryClient.invalidateQueries({ queryKey: keys.workspace(id) }),
  ]);
}
