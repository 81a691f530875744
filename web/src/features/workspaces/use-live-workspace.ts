// One workspace as it is now: the server tells of each change, so that the page is not a poll behind the agent.

import { useEffect } from "react";
import { keys, queryClient } from "@/api/query";
import { LastingSocket, type SocketEnvironment } from "@/api/socket";
import type { Workspace, WorkspaceEvent } from "@/api/types";
import { getWorkspace, workspaceWatchPath } from "@/api/workspaces";
import { useWorkspace } from "./use-workspaces";

/** The workspace, followed while the component is there. */
export function useLiveWorkspace(id: string) {
  useEffect(() => {
    const show = (workspace: Workspace) => queryClient.setQueryData(keys.workspace(id), workspace);
    return followWorkspace({ id, read: () => getWorkspace(id), show });
  }, [id]);
  return useWorkspace(id);
}

export interface FollowOptions {
  id: string;
  /** Reads the workspace before each dial. When it is gone, the following ends. */
  read: () => Promise<Workspace>;
  show: (workspace: Workspace) => void;
  environment?: SocketEnvironment;
}

/** Shows each change of a workspace until the returned function is called. */
export function followWorkspace({ id, read, show, environment }: FollowOptions): () => void {
  const socket = new LastingSocket(
    {
      prepare: async () => {
        show(await read());
        return workspaceWatchPath(id);
      },
      onFrame: (frame) => {
        const event = frame as WorkspaceEvent;
        if (event.type === "data") show(event.data);
      },
    },
    environment,
  );
  socket.start();
  return () => socket.stop();
}
