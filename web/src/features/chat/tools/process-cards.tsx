// Processes that run on after their command: their output so far, and signals to them.

import { List, Radio, Timer } from "lucide-react";
import type { ToolBlock } from "../transcript/transcript";
import { Subject, ToolError, ToolFrame } from "./frame";
import { toolName } from "./names";
import { Output } from "./output";
import { failureOf, flag, list, number, text } from "./values";

export function ProcessOutputCard({ block }: { block: ToolBlock }) {
  const exitCode = number(block.result, "exit_code");
  const output = text(block.result, "output") || block.liveOutput;
  const name = toolName(block.name);
  return (
    <ToolFrame
      block={block}
      icon={<Timer />}
      title={
        <>
          {block.state === "done" ? name.done : name.doing}{" "}
          <Subject>{text(block.args, "process_id")}</Subject>
        </>
      }
      note={
        exitCode !== undefined && exitCode > 0
          ? `exit ${exitCode}`
          : text(block.result, "note") && "still running"
      }
      open={output !== ""}
    >
      {output !== "" ? (
        <Output text={output} />
      ) : (
        block.state === "failed" && <ToolError text={failureOf(block.result)} />
      )}
    </ToolFrame>
  );
}

export function ProcessSignalCard({ block }: { block: ToolBlock }) {
  return (
    <ToolFrame
      block={block}
      icon={<Radio />}
      title={
        <>
          {text(block.args, "signal") === "kill" ? "Kill" : "Terminate"} process{" "}
          <Subject>{text(block.args, "process_id")}</Subject>
        </>
      }
    >
      {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
    </ToolFrame>
  );
}

export function ProcessListCard({ block }: { block: ToolBlock }) {
  const processes = list(block.result, "processes");
  const running = processes.filter((it) => flag(it, "running")).length;
  const name = toolName(block.name);
  return (
    <ToolFrame
      block={block}
      icon={<List />}
      title={block.state === "done" ? name.done : name.doing}
      note={block.state === "done" && `${running} running`}
    >
      {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
      {processes.length > 0 && (
        <ul className="divide-y divide-line">
          {processes.map((process) => (
            <li
              key={text(process, "id")}
              className="flex items-baseline gap-3 px-3 py-1.5 text-xs text-ink-3"
            >
              <span className="min-w-0 flex-1 truncate text-ink">
                <Subject>{text(process, "command")}</Subject>
              </span>
              {flag(process, "running") ? "running" : `exit ${number(process, "exit_code") ?? "unknown"}`}
            </li>
          ))}
        </ul>
      )}
    </ToolFrame>
  );
}
