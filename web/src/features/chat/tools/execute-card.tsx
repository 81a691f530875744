// A command: the line itself, its output, its exit code, how long it took.

import { SquareTerminal } from "lucide-react";
import { CopyButton } from "@/components/code/copy-button";
import type { ToolBlock } from "../transcript/transcript";
import { Subject, ToolFrame } from "./frame";
import { toolName } from "./names";
import { Output } from "./output";
import { failureOf, number, text } from "./values";

export function ExecuteCard({ block }: { block: ToolBlock }) {
  const command = text(block.args, "command");
  const exitCode = number(block.result, "exit_code");
  const inBackground = text(block.result, "background_process_id") !== "" && exitCode === undefined;
  const background = inBackground || block.args.run_in_background === true;
  const output = text(block.result, "output") || block.liveOutput;
  const unfinished = exitCode === -1;
  const note = [
    background && "background",
    exitCode !== undefined && !unfinished && `exit ${exitCode}`,
    unfinished && "not finished",
  ].filter(Boolean);

  const workdir = text(block.args, "workdir");
  const remarks = remarksOf(block.result);
  // A short command is in the head already.
  const fits = !command.includes("\n") && workdir === "" && command.length < 70;
  const silent = block.state === "done" && !background && remarks.length === 0;
  const hasBody = command !== "" && (!fits || silent || output !== "" || remarks.length > 0);

  return (
    <ToolFrame
      block={block}
      icon={<SquareTerminal />}
      title={command ? <Subject>{command.split("\n")[0]}</Subject> : toolName("execute").doing}
      note={note.join(" · ")}
      tookMs={number(block.result, "wall_duration_ms")}
      open={block.state !== "done" || output !== ""}
    >
      {hasBody && (
        <>
          {!fits && <CommandLine command={command} workdir={workdir} />}
          <Output text={output} empty={silent} />
          <Remarks remarks={remarks} />
        </>
      )}
    </ToolFrame>
  );
}

function CommandLine({ command, workdir }: { command: string; workdir: string }) {
  return (
    <div className="group/cmd relative border-b border-line px-3 py-2 pr-10">
      {workdir && <p className="mb-0.5 font-mono text-xs text-ink-3">{workdir}</p>}
      <pre className="max-h-60 overflow-auto font-mono text-[0.78rem] leading-[1.55] whitespace-pre-wrap [overflow-wrap:anywhere]">
        <span className="text-ink-3 select-none">$ </span>
        {command}
      </pre>
      <CopyButton text={command} label="Copy command" className="absolute top-1 right-1" />
    </div>
  );
}

function remarksOf(result: unknown): string[] {
  const failure = typeof result === "string" ? failureOf(result) : text(result, "error");
  return [failure, text(result, "note")].filter((it) => it !== "");
}

function Remarks({ remarks }: { remarks: readonly string[] }) {
  if (remarks.length === 0) return null;
  return (
    <div className="not-first:border-t not-first:border-line px-3 py-1.5 text-xs text-ink-2 [overflow-wrap:anywhere]">
      {remarks.map((remark) => (
        <p key={remark}>{remark}</p>
      ))}
    </div>
  );
}
