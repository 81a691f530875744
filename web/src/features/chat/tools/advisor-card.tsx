// What the model asked its advisor, and what that said.

import { Lightbulb } from "lucide-react";
import { Markdown } from "@/components/markdown/markdown";
import type { ToolBlock } from "../transcript/transcript";
import { ToolError, ToolFrame } from "./frame";
import { toolName } from "./names";
import { failureOf, number, text } from "./values";

export function AdvisorCard({ block }: { block: ToolBlock }) {
  const name = toolName(block.name);
  const question = text(block.args, "question");
  const advice = text(block.result, "advice");
  const model = text(block.result, "advisor_model");
  const left = number(block.result, "remaining_uses");
  const isOver = text(block.result, "type") === "limit_reached";
  return (
    <ToolFrame
      block={block}
      icon={<Lightbulb />}
      title={block.state === "done" ? name.done : name.doing}
      note={isOver ? "Not asked again" : model.split("/").at(-1)}
    >
      <div className="flex flex-col gap-2.5 px-3.5 py-3">
        {question && (
          <blockquote className="border-l-2 border-line-strong pl-3 text-sm whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">
            {question}
          </blockquote>
        )}
        {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
        {isOver && <p className="text-sm text-ink-3">{failureOf(block.result)}</p>}
        {advice && <Markdown text={advice} streaming={false} />}
        {advice && left !== undefined && left < 100 && (
          <p className="text-xs text-ink-3">
            {left === 0
              ? "It cannot be asked again in this turn."
              : left === 1
                ? "It can be asked once more in this turn."
                : `It can be asked ${left} more times in this turn.`}
          </p>
        )}
      </div>
    </ToolFrame>
  );
}
