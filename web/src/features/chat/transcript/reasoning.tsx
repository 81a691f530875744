// The model's reasoning: a line that opens. While it streams, its last words are seen.

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Markdown } from "@/components/markdown/markdown";
import { formatDuration } from "@/components/time";

interface Props {
  text: string;
  streaming: boolean;
  startedAt?: string;
  endedAt?: string;
}

export function Reasoning({ text, streaming, startedAt, endedAt }: Props) {
  const [open, setOpen] = useState(false);
  const took = startedAt && endedAt ? new Date(endedAt).getTime() - new Date(startedAt).getTime() : null;
  const title = streaming
    ? "Thinking"
    : took !== null && took >= 1_000
      ? `Thought for ${formatDuration(took)}`
      : "Thought";
  return (
    <section data-testid="reasoning">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-ml-1 flex max-w-full items-center gap-1 rounded px-1 text-sm text-ink-3 hover:text-ink-2"
      >
        <ChevronRight
          aria-hidden="true"
          className={`size-3.5 shrink-0 transition-transform duration-150 ${open ? "rotate-90" : ""}`}
        />
        <span className="shrink-0">{title}</span>
        {streaming && !open && <span className="truncate text-ink-3/70 italic">{lastLine(text)}</span>}
      </button>
      {open && (
        <div className="mt-1.5 ml-1.5 border-l-2 border-line pl-3.5 text-ink-2 [&_.prose]:text-sm">
          <Markdown text={text} streaming={streaming} />
        </div>
      )}
    </section>
  );
}

function lastLine(text: string): string {
  const line = text.trimEnd().split("\n").at(-1) ?? "";
  return line.replace(/[*_#`]/g, "").slice(-120);
}
