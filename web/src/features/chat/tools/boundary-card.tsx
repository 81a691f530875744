// Where the model's sight begins anew: what came before was summarized for it, or it was told to forget it. People see all of it above.

import { FoldVertical, ScissorsLineDashed } from "lucide-react";
import { useState } from "react";
import { Markdown } from "@/components/markdown/markdown";
import { RopeSpinner } from "@/components/rope";
import type { ToolBlock } from "../transcript/transcript";
import { failureOf, number, text } from "./values";

export function BoundaryCard({ block }: { block: ToolBlock }) {
  const [shown, setShown] = useState(false);
  const cleared = block.name === "chat_cleared";
  const summary = text(block.result, "summary");
  const Icon = cleared ? ScissorsLineDashed : FoldVertical;
  return (
    <section data-testid="boundary" data-boundary={block.name} data-state={block.state} className="my-1">
      <div className="flex items-center gap-3 text-xs text-ink-3">
        <span className="h-px flex-1 bg-line" aria-hidden="true" />
        <span className="flex items-center gap-1.5">
          {block.state === "running" ? (
            <RopeSpinner className="text-accent" />
          ) : (
            <Icon className="size-3.5" aria-hidden="true" />
          )}
          {words(block, cleared)}
        </span>
        {summary !== "" && (
          <button
            type="button"
            aria-expanded={shown}
            onClick={() => setShown(!shown)}
            className="rounded px-1.5 py-0.5 font-medium text-accent hover:bg-hover"
          >
            {shown ? "Hide summary" : "Show summary"}
          </button>
        )}
        <span className="h-px flex-1 bg-line" aria-hidden="true" />
      </div>
      {block.state === "failed" && (
        <p className="mt-1 text-center text-xs text-bad">{failureOf(block.result)}</p>
      )}
      {shown && (
        <div className="mt-2 rounded-lg border border-line bg-well px-4 py-3">
          <Markdown text={summary} />
        </div>
      )}
    </section>
  );
}

function words(block: ToolBlock, cleared: boolean): string {
  if (cleared) return "The model no longer sees what is above";
  switch (block.state) {
    case "done": {
      const percent = number(block.result, "usage_percent");
      const why =
        text(block.result, "source") === "automatic" && percent
          ? `Context ${Math.round(percent)}% full. `
          : "";
      return `${why}The model sees a summary of what is above`;
    }
    case "failed":
      return "What is above could not be summarized";
    case "unfinished":
      return "The summary was not finished";
    default:
      return "Summarizing what is above";
  }
}
