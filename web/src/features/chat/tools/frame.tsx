// The frame of every tool card: one line that says what was done to what and how it went, and a body that opens.

import clsx from "clsx";
import { Check, ChevronRight, CircleSlash, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { RopeSpinner } from "@/components/rope";
import { Elapsed, formatDuration } from "@/components/time";
import type { ToolBlock, ToolState } from "../transcript/transcript";

interface Props {
  block: ToolBlock;
  icon: ReactNode;
  /** What was done to what. */
  title: ReactNode;
  /** A few more words at the right: an exit code, a count. */
  note?: ReactNode;
  /** How long it took, if the tool itself says so: then it is shown however short it was. */
  tookMs?: number;
  /** Whether the body is open before anybody has said so. */
  open?: boolean;
  children?: ReactNode;
}

export function ToolFrame({ block, icon, title, note, tookMs, open, children }: Props) {
  const [choice, setChoice] = useState<boolean | null>(null);
  const hasBody = children !== undefined && children !== null && children !== false;
  const shown = hasBody && (choice ?? open ?? false);
  return (
    <section
      data-testid="tool-card"
      data-tool={block.name}
      data-state={block.state}
      className={clsx(
        "overflow-hidden rounded-lg border bg-raised",
        block.state === "failed" ? "border-bad-line" : "border-line",
      )}
    >
      <button
        type="button"
        aria-expanded={hasBody ? shown : undefined}
        disabled={!hasBody}
        onClick={() => setChoice(!shown)}
        className="flex min-h-8.5 w-full items-center gap-2 px-2.5 py-1 text-left text-sm focus-visible:outline-offset-[-2px] enabled:hover:bg-hover"
      >
        <span className="text-ink-3 [&_svg]:size-4" aria-hidden="true">
          {icon}
        </span>
        <span className="flex min-w-0 flex-1 items-baseline gap-1.5 truncate">{title}</span>
        {note && <span className="shrink-0 text-xs text-ink-3 tabular-nums">{note}</span>}
        <Outcome block={block} tookMs={tookMs} />
        <ChevronRight
          aria-hidden="true"
          className={clsx(
            "size-3.5 shrink-0 text-ink-3 transition-transform duration-150",
            shown && "rotate-90",
            !hasBody && "invisible",
          )}
        />
      </button>
      {shown && <div className="border-t border-line bg-well/60">{children}</div>}
    </section>
  );
}

const WORDS: Record<ToolState, string> = {
  writing: "Being written",
  running: "Running",
  waiting: "Waiting for a result",
  done: "Done",
  failed: "Failed",
  unfinished: "Did not finish",
};

function Outcome({ block, tookMs }: { block: ToolBlock; tookMs?: number }) {
  const took = tookMs ?? span(block.startedAt, block.endedAt);
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-xs text-ink-3 tabular-nums">
      {block.state === "running" && block.startedAt && <Elapsed since={block.startedAt} />}
      {took !== null && (tookMs !== undefined || took >= 100) && <span>{formatDuration(took)}</span>}
      <span
        role="img"
        aria-label={WORDS[block.state]}
        title={WORDS[block.state]}
        className="flex w-4.5 justify-center"
      >
        <OutcomeIcon state={block.state} />
      </span>
    </span>
  );
}

function OutcomeIcon({ state }: { state: ToolState }) {
  switch (state) {
    case "done":
      return <Check className="size-3.5 text-good" />;
    case "failed":
      return <X className="size-3.5 text-bad" />;
    case "unfinished":
      return <CircleSlash className="size-3.5" />;
    default:
      return <RopeSpinner className="text-accent" />;
  }
}

function span(from: string | undefined, to: string | undefined): number | null {
  return from && to ? new Date(to).getTime() - new Date(from).getTime() : null;
}

/** The thing that a tool works on: a path, a command. */
export function Subject({ children }: { children: ReactNode }) {
  return <span className="truncate font-mono text-[0.78rem]">{children}</span>;
}

/** A path: its end says more than its beginning, so that is what stays when there is no room. */
export function PathSubject({ path }: { path: string }) {
  const cut = path.lastIndexOf("/") + 1;
  return (
    <span title={path} className="inline-flex max-w-full min-w-0 align-bottom font-mono text-[0.78rem]">
      <span className="truncate text-ink-3">{path.slice(0, cut)}</span>
      <span className="shrink-0">{path.slice(cut)}</span>
    </span>
  );
}

export function ToolError({ text }: { text: string }) {
  return <p className="px-3 py-2 text-sm whitespace-pre-wrap text-bad [overflow-wrap:anywhere]">{text}</p>;
}
