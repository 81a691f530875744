// All workspaces of the person.

import { useNavigate, useParams } from "@tanstack/react-router";
import { Boxes, Plus } from "lucide-react";
import { useState } from "react";
import type { Workspace } from "@/api/types";
import { Button } from "@/components/button";
import { PageHeader } from "@/components/page-header";
import { Empty, Failed, Skeleton } from "@/components/states";
import { StatusDot } from "@/components/status-dot";
import { Age } from "@/components/time";
import { CreateWorkspace } from "./create-workspace";
import { workspaceMark } from "./status";
import { useWorkspaces } from "./use-workspaces";
import { WorkspaceDrawer } from "./workspace-drawer";

export function WorkspacesPage() {
  const { data: workspaces, error, refetch } = useWorkspaces();
  const navigate = useNavigate();
  const { workspaceId } = useParams({ strict: false });
  const [creating, setCreating] = useState(false);
  const [last, setLast] = useState(workspaceId);
  if (workspaceId && workspaceId !== last) setLast(workspaceId);

  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus className="size-4" aria-hidden="true" /> New workspace
    </Button>
  );
  return (
    <>
      <PageHeader title="Workspaces" actions={create} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-4xl px-4 py-5 sm:px-6">
          {!workspaces && !error && <Skeleton rows={4} />}
          {!workspaces && error && <Failed error={error} retry={() => void refetch()} />}
          {workspaces?.length === 0 && (
            <Empty icon={<Boxes />} title="No workspaces yet" action={create}>
              A workspace is where the model works: files, a shell, processes. The model makes one when it
              needs it, or you make one here.
            </Empty>
          )}
          {workspaces && workspaces.length > 0 && (
            <ul className="overflow-hidden rounded-lg border border-line bg-raised">
              {workspaces.map((workspace) => (
                <WorkspaceRow
                  key={workspace.id}
                  workspace={workspace}
                  onOpen={() =>
                    void navigate({ to: "/workspaces/$workspaceId", params: { workspaceId: workspace.id } })
                  }
                />
              ))}
            </ul>
          )}
        </div>
      </div>
      {creating && (
        <CreateWorkspace
          onClose={() => setCreating(false)}
          onCreated={(workspace) =>
            void navigate({ to: "/workspaces/$workspaceId", params: { workspaceId: workspace.id } })
          }
        />
      )}
      <WorkspaceDrawer
        workspaceId={workspaceId ?? last}
        open={workspaceId !== undefined}
        onOpenChange={(open) => {
          if (!open) void navigate({ to: "/workspaces" });
        }}
      />
    </>
  );
}

function WorkspaceRow({ workspace, onOpen }: { workspace: Workspace; onOpen: () => void }) {
  const mark = workspaceMark(workspace);
  return (
    <li
      className="border-line not-first:border-t"
      data-testid="workspace-row"
      data-status={workspace.latest_build.status}
    >
      <button
        type="button"
        onClick={onOpen}
        className="flex w-full flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-left text-sm hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <span className="min-w-40 flex-1 truncate font-medium">{workspace.name}</span>
        <span className="flex w-48 items-center gap-2 text-ink-2">
          <StatusDot tone={mark.tone} pulse={mark.pulse} />
          {mark.label}
        </span>
        <span className="hidden w-36 truncate text-ink-3 sm:block">
          {workspace.template_display_name || workspace.template_name}
        </span>
        <span className="hidden w-16 text-right text-ink-3 tabular-nums sm:block">
          <Age from={workspace.last_used_at} />
        </span>
      </button>
    </li>
  );
}
