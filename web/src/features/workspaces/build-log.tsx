// The log of one build, live until it is over.

import { useMemo } from "react";
import type { ProvisionerJobLog } from "@/api/types";
import { buildLogsPath } from "@/api/workspaces";
import { ErrorNotice } from "@/components/notice";
import { LogView } from "./log-view";
import { useLogStream } from "./use-log-stream";

export function BuildLog({ buildId, className }: { buildId: string; className?: string }) {
  const { lines, state, error } = useLogStream<ProvisionerJobLog>(buildId, buildLogsPath);
  const entries = useMemo(
    () => lines.map((line) => ({ id: line.id, text: line.output, level: line.log_level, stage: line.stage })),
    [lines],
  );
  if (error) return <ErrorNotice error={error} />;
  return (
    <LogView
      label="Build log"
      entries={entries}
      live={state !== "closed"}
      empty="The build wrote nothing."
      className={className}
    />
  );
}
