// Processes that run on after their command: their output so far, and signals to them.

import { Radio, Timer } from "lucide-react";
import type { ToolBlock } from "../transcript/transcript";
import { Subject, ToolError, ToolFrame } from "./frame";
import { toolName } from "./names";
import { Output } from "./output";
import { failureOf, number, text } from "./values";

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
