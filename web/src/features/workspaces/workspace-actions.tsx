// Start, stop, delete, or cancel what is under way.

import { useMutation } from "@tanstack/react-query";
import { Play, Square, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Workspace } from "@/api/types";
import { cancelBuild } from "@/api/workspaces";
import { Button } from "@/components/button";
import { Confirm } from "@/components/confirm";
import { toastError } from "@/components/toast";
import { isMoving } from "./status";
import { refreshWorkspace, useBuild } from "./use-workspaces";

export function WorkspaceActions({ workspace }: { workspace: Workspace }) {
  const [deleting, setDeleting] = useState(false);
  const build = useBuild(workspace.id);
  const cancel = useMutation({
    mutationFn: () => cancelBuild(workspace.latest_build.id),
    onSuccess: () => refreshWorkspace(workspace.id),
    onError: toastError,
  });
  const { status } = workspace.latest_build;
  const run = (transition: "start" | "stop") => build.mutate(transition, { onError: toastError });

  if (isMoving(workspace)) {
    return (
      <div>
        <Button busy={cancel.isPending || status === "canceling"} onClick={() => cancel.mutate()}>
          Cancel build
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap gap-2">
      {status === "running" ? (
        <Button busy={build.isPending} onClick={() => run("stop")}>
          <Square className="size-3.5" aria-hidden="true" /> Stop
        </Button>
      ) : (
        <Button busy={build.isPending} onClick={() => run("start")}>
          <Play className="size-3.5" aria-hidden="true" /> Start
        </Button>
      )}
      {status === "failed" && (
        <Button busy={build.isPending} onClick={() => run("stop")}>
          <Square className="size-3.5" aria-hidden="true" /> Stop
        </Button>
      )}
      <Button look="danger" onClick={() => setDeleting(true)}>
        <Trash2 className="size-3.5" aria-hidden="true" /> Delete
      </Button>
      <Confirm
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${workspace.name}?`}
        action="Delete workspace"
        onConfirm={() => build.mutateAsync("delete")}
      >
        Its files and running processes go with it. Chats that worked in it stay, but cannot go on there.
      </Confirm>
    </div>
  );
}
