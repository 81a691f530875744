// The chat's workspace, with its state; opens its logs and actions.

import { Boxes } from "lucide-react";
import { useState } from "react";
import { StatusDot } from "@/components/status-dot";
import { workspaceMark } from "../../workspaces/status";
import { useLiveWorkspace } from "../../workspaces/use-live-workspace";
import { isGone } from "../../workspaces/use-workspaces";
import { WorkspaceDrawer } from "../../workspaces/workspace-drawer";

export function WorkspaceBadge({ workspaceId }: { workspaceId: string }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useLiveWorkspace(workspaceId);
  const workspace = isGone(error) ? undefined : data;
  const mark = workspace ? workspaceMark(workspace) : null;
  const name = workspace?.name ?? (error ? "Workspace deleted" : "Workspace");
  return (
    <>
      <button
        type="button"
        data-testid="workspace-badge"
        data-status={workspace?.latest_build.status ?? ""}
        aria-label={`Workspace ${name}${mark ? `, ${mark.label}` : ""}`}
        onClick={() => setOpen(true)}
        className="flex h-7 min-w-0 items-center gap-2 rounded-md border border-line px-2.5 text-sm text-ink-2 hover:bg-hover hover:text-ink"
      >
        {mark ? (
          <StatusDot tone={mark.tone} pulse={mark.pulse} />
        ) : (
          <Boxes className="size-3.5" aria-hidden="true" />
        )}
        <span className="max-w-40 truncate">{name}</span>
        {mark && <span className="hidden text-ink-3 lg:inline">{mark.label}</span>}
      </button>
      <WorkspaceDrawer workspaceId={workspaceId} open={open} onOpenChange={setOpen} />
    </>
  );
}
