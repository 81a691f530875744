// How full the model's context window was at the last step.

import type { ChatMessage } from "@/api/types";
import { Hint } from "@/components/hint";

const RADIUS = 6;
const LENGTH = 2 * Math.PI * RADIUS;

/** What came before was summarized or forgotten: it fills the window no more, and the summary's own call never did. */
function isBoundary(message: ChatMessage): boolean {
  const isMark = (name: string | null | undefined) => name === "chat_summarized" || name === "chat_cleared";
  return message.role === "tool" && (message.content ?? []).some((part) => isMark(part.tool_name));
}

export function ContextMeter({ messages }: { messages: readonly ChatMessage[] }) {
  const since = messages.slice(messages.findLastIndex(isBoundary) + 1);
  const usage = since.findLast((message) => message.usage)?.usage;
  const limit = usage?.context_limit ?? 0;
  if (!usage || limit <= 0) return null;
  const input =
    (usage.input_tokens ?? 0) + (usage.cache_read_tokens ?? 0) + (usage.cache_creation_tokens ?? 0);
  const used = input > 0 ? input + (usage.output_tokens ?? 0) : (usage.total_tokens ?? 0);
  const share = Math.min(1, used / limit);
  const words = `${tokens(used)} of ${tokens(limit)} tokens of context used`;
  return (
    <Hint text={words} side="top">
      <span role="img" aria-label={words} className="flex size-7 items-center justify-center">
        <svg
          aria-hidden="true"
          viewBox="0 0 16 16"
          className={share > 0.85 ? "size-4 text-warn" : "size-4 text-accent"}
        >
          <circle cx="8" cy="8" r={RADIUS} fill="none" strokeWidth="2.5" className="stroke-line-strong" />
          <circle
            cx="8"
            cy="8"
            r={RADIUS}
            fill="none"
            stroke="currentColor"
            strokeWidth="2.5"
            strokeLinecap="round"
            strokeDasharray={`${share * LENGTH} ${LENGTH}`}
            transform="rotate(-90 8 8)"
          />
        </svg>
      </span>
    </Hint>
  );
}

function tokens(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 1_000_000) return `${(count / 1_000).toFixed(count < 10_000 ? 1 : 0)}k`;
  return `${(count / 1_000_000).toFixed(1)}M`;
}
