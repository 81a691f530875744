// Lines of a log, under the names of their stages. It follows the end while the reader is there.

import clsx from "clsx";
import { useLayoutEffect, useRef } from "react";
import { RopeSpinner } from "@/components/rope";
import { stripAnsi } from "../chat/tools/ansi";

export interface LogEntry {
  id: number;
  text: string;
  level: string;
  stage?: string;
}

interface Props {
  label: string;
  entries: readonly LogEntry[];
  /** Whether more is to come. */
  live: boolean;
  empty: string;
  className?: string;
}

export function LogView({ label, entries, live, empty, className }: Props) {
  const view = useRef<HTMLDivElement>(null);
  const following = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are when to look
  useLayoutEffect(() => {
    const element = view.current;
    if (element && following.current) element.scrollTop = element.scrollHeight;
  }, [entries]);

  const onScroll = () => {
    const element = view.current;
    if (element) following.current = element.scrollHeight - element.scrollTop - element.clientHeight < 32;
  };

  return (
    <div
      ref={view}
      onScroll={onScroll}
      role="log"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
      tabIndex={0}
      className={clsx("overflow-auto py-2 font-mono text-[0.75rem] leading-[1.6]", className)}
    >
      {entries.map((entry, index) => (
        <LogLine key={entry.id} entry={entry} newStage={entry.stage !== entries[index - 1]?.stage} />
      ))}
      {live ? (
        <p className="flex items-center gap-2 px-3 pt-1 font-sans text-xs text-ink-3">
          <RopeSpinner className="text-accent" /> {entries.length === 0 ? "Waiting for the first line" : ""}
        </p>
      ) : (
        entries.length === 0 && <p className="px-3 font-sans text-xs text-ink-3">{empty}</p>
      )}
    </div>
  );
}

const LEVELS: Record<string, string> = {
  error: "text-bad",
  warn: "text-warn",
  debug: "text-ink-3",
  trace: "text-ink-3",
};

function LogLine({ entry, newStage }: { entry: LogEntry; newStage: boolean }) {
  return (
    <>
      {newStage && entry.stage && (
        <p className="mt-1.5 px-3 pb-0.5 font-sans text-xs font-medium text-ink-2 first:mt-0">
          {entry.stage}
        </p>
      )}
      {entry.text !== "" && (
        <p
          className={clsx(
            "px-3 whitespace-pre-wrap [overflow-wrap:anywhere]",
            LEVELS[entry.level] ?? "text-code",
          )}
        >
          {stripAnsi(entry.text)}
        </p>
      )}
    </>
  );
}
