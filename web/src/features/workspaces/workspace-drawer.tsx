// One workspace: its state, its agent, its build log, and what can be done with it.

import { Boxes } from "lucide-react";
import { Tabs } from "radix-ui";
import { useState } from "react";
import type { Workspace } from "@/api/types";
import { Drawer } from "@/components/dialog";
import { ErrorNotice, Notice } from "@/components/notice";
import { Empty, Skeleton } from "@/components/states";
import { StatusDot } from "@/components/status-dot";
import { Age } from "@/components/time";
import { AgentLog } from "./agent-log";
import { BuildLog } from "./build-log";
import { agentsOf, isMoving, workspaceMark } from "./status";
import { isGone, useWorkspace } from "./use-workspaces";
import { WorkspaceActions } from "./workspace-actions";

interface Props {
  workspaceId: string | undefined;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function WorkspaceDrawer({ workspaceId, open, onOpenChange }: Props) {
  const { data: workspace, error } = useWorkspace(open ? workspaceId : undefined);
  return (
    <Drawer open={open} onOpenChange={onOpenChange} title={workspace?.name ?? "Workspace"}>
      {isGone(error) ? (
        <Empty icon={<Boxes />} title="This workspace is deleted">
          Its files and processes are gone. A chat that worked in it can make another one.
        </Empty>
      ) : workspace ? (
        <WorkspaceDetails workspace={workspace} />
      ) : (
        <div className="p-4">{error ? <ErrorNotice error={error} /> : <Skeleton rows={5} />}</div>
      )}
    </Drawer>
  );
}

function WorkspaceDetails({ workspace }: { workspace: Workspace }) {
  const mark = workspaceMark(workspace);
  const build = workspace.latest_build;
  const [agent] = agentsOf(workspace);
  const [choice, setChoice] = useState<string | null>(null);
  const tab = choice ?? (isMoving(workspace) || !agent || build.status === "failed" ? "build" : "agent");
  const folder = agent?.expanded_directory || agent?.directory;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex flex-col gap-3 border-b border-line px-4 py-3.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="flex items-center gap-2 text-sm font-medium">
            <StatusDot tone={mark.tone} pulse={mark.pulse} />
            {mark.label}
          </span>
          <span className="text-sm text-ink-3">
            {workspace.template_display_name || workspace.template_name} · build {build.build_number} ·{" "}
            <Age from={build.created_at} />
          </span>
        </div>
        {folder && (
          <p className="truncate font-mono text-xs text-ink-2" title={folder}>
            {folder}
          </p>
        )}
        {build.job.error && (
          <Notice tone="bad" title="The build failed">
            {build.job.error}
          </Notice>
        )}
        <WorkspaceActions workspace={workspace} />
      </div>
      <Tabs.Root value={tab} onValueChange={setChoice} className="flex min-h-0 flex-1 flex-col">
        <Tabs.List aria-label="Logs" className="flex gap-4 border-b border-line px-4">
          <LogTab value="build">Build log</LogTab>
          {agent && <LogTab value="agent">Agent log</LogTab>}
        </Tabs.List>
        <Tabs.Content value="build" className="min-h-0 flex-1">
          <BuildLog buildId={build.id} className="h-full px-1" />
        </Tabs.Content>
        {agent && (
          <Tabs.Content value="agent" className="min-h-0 flex-1">
            <AgentLog agentId={agent.id} ready={!mark.pulse} className="h-full px-1" />
          </Tabs.Content>
        )}
      </Tabs.Root>
    </div>
  );
}

function LogTab({ value, children }: { value: string; children: string }) {
  return (
    <Tabs.Trigger
      value={value}
      className="-mb-px h-9 border-b-2 border-transparent text-sm text-ink-3 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
    >
      {children}
    </Tabs.Trigger>
  );
}
