// How the state of a workspace looks and what it is called. Pure.

import type { Workspace, WorkspaceAgent, WorkspaceStatus } from "@/api/types";
import type { DotTone } from "@/components/status-dot";

export interface WorkspaceMark {
  tone: DotTone;
  label: string;
  pulse: boolean;
}

const MARKS: Record<WorkspaceStatus, WorkspaceMark> = {
  pending: { tone: "live", label: "Queued", pulse: true },
  starting: { tone: "live", label: "Starting", pulse: true },
  running: { tone: "good", label: "Running", pulse: false },
  stopping: { tone: "live", label: "Stopping", pulse: true },
  stopped: { tone: "idle", label: "Stopped", pulse: false },
  failed: { tone: "bad", label: "Failed", pulse: false },
  canceling: { tone: "warn", label: "Cancelling", pulse: true },
  canceled: { tone: "idle", label: "Cancelled", pulse: false },
  deleting: { tone: "live", label: "Deleting", pulse: true },
  deleted: { tone: "idle", label: "Deleted", pulse: false },
};

const MOVING: readonly WorkspaceStatus[] = ["pending", "starting", "stopping", "canceling", "deleting"];

/** Whether a build is under way. */
export function isMoving(workspace: Workspace): boolean {
  return MOVING.includes(workspace.latest_build.status);
}

export function agentsOf(workspace: Workspace): WorkspaceAgent[] {
  return workspace.latest_build.resources.flatMap((resource) => resource.agents ?? []);
}

/** A running workspace is only as good as its agent. */
export function workspaceMark(workspace: Workspace): WorkspaceMark {
  const mark = MARKS[workspace.latest_build.status];
  if (workspace.latest_build.status !== "running") return mark;
  const agents = agentsOf(workspace).map(agentMark);
  return agents.find((it) => it.tone === "bad") ?? agents.find((it) => it.tone !== "good") ?? mark;
}

export function agentMark(agent: WorkspaceAgent): WorkspaceMark {
  switch (agent.status) {
    case "connecting":
      return { tone: "live", label: "Agent connecting", pulse: true };
    case "disconnected":
      return { tone: "warn", label: "Agent disconnected", pulse: false };
    case "timeout":
      return { tone: "bad", label: "Agent did not connect", pulse: false };
    case "connected":
      return lifecycleMark(agent.lifecycle_state);
  }
}

function lifecycleMark(state: string): WorkspaceMark {
  switch (state) {
    case "created":
    case "starting":
      return { tone: "live", label: "Start-up script runs", pulse: true };
    case "start_timeout":
      return { tone: "warn", label: "Start-up script takes long", pulse: false };
    case "start_error":
      return { tone: "bad", label: "Start-up script failed", pulse: false };
    case "shutting_down":
    case "shutdown_timeout":
    case "off":
      return { tone: "live", label: "Shutting down", pulse: true };
    case "shutdown_error":
      return { tone: "bad", label: "Shutdown script failed", pulse: false };
    default:
      return { tone: "good", label: "Running", pulse: false };
  }
}
