// What the start-up scripts of a workspace printed.

import { useMemo } from "react";
import type { WorkspaceAgentLog } from "@/api/types";
import { agentLogsPath } from "@/api/workspaces";
import { ErrorNotice } from "@/components/notice";
import { LogView } from "./log-view";
import { useLogStream } from "./use-log-stream";

export function AgentLog({
  agentId,
  ready,
  className,
}: {
  agentId: string;
  ready: boolean;
  className?: string;
}) {
  const { lines, state, error } = useLogStream<WorkspaceAgentLog>(agentId, agentLogsPath);
  const entries = useMemo(
    () => lines.map((line) => ({ id: line.id, text: line.output, level: line.level })),
    [lines],
  );
  if (error) return <ErrorNotice error={error} />;
  return (
    <LogView
      label="Agent log"
      entries={entries}
      // The agent keeps its log open as long as it lives; once it is ready, silence is the rule.
      live={state !== "closed" && !ready}
      empty="The start-up script printed nothing."
      className={className}
    />
  );
}
