// Workspaces, read again often while something about them is changing.

import { useMutation, useQuery } from "@tanstack/react-query";
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
    refetchInterval: (query) => (query.state.data ? pause([query.state.data]) : RESTING_MS),
  });
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
