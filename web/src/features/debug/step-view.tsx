// One recorded step: its tries, what was answered, what was asked.

import type { DebugStep } from "@/api/debug";
import { Clip } from "@/components/clip";
import { type Line, requestLines, responseLines, toolNames, tryLines } from "./read";

const SHOWN_LINES = 12;

export function StepView({ step }: { step: DebugStep }) {
  const tools = toolNames(step.normalized_request);
  const usage = step.usage as Record<string, unknown> | null | undefined;
  const asked = requestLines(step.normalized_request);
  return (
    <section aria-label={`Step ${step.step_number}`} data-testid="debug-step">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="text-sm font-semibold">Step {step.step_number}</h3>
        <span className="text-xs text-ink-3">
          {usage
            ? `${amount(usage.input_tokens)} tokens in, ${amount(usage.output_tokens)} out, ${amount(usage.cache_read_tokens)} cached`
            : step.status}
        </span>
      </header>
      <ul className="mt-1 text-xs text-ink-2">
        {tryLines(step.attempts).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Lines title="Answered" lines={responseLines(step.normalized_response)} />
      <details className="mt-2">
        <summary className="cursor-pointer text-xs font-medium text-ink-2 hover:text-ink">
          Asked: {asked.length} messages, {tools.length} tools
        </summary>
        {tools.length > 0 && <p className="mt-1 text-xs text-ink-3">Tools: {tools.join(", ")}</p>}
        <Lines title="Messages" lines={asked} />
      </details>
    </section>
  );
}

function amount(value: unknown): string {
  return typeof value === "number" ? value.toLocaleString() : "?";
}

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  if (lines.length === 0) return null;
  return (
    <ol aria-label={title} className="mt-2 flex flex-col gap-1.5">
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a record does not change its order
        <li key={place} className="rounded-md border border-line bg-well">
          <p className="px-3 pt-1.5 text-xs text-ink-3">{line.who}</p>
          <Clip lines={line.text.split("\n").length} shown={SHOWN_LINES} keep="start">
            <pre className="px-3 pb-1.5 font-mono text-[0.78rem] leading-[1.55] whitespace-pre-wrap [overflow-wrap:anywhere]">
              {line.text}
            </pre>
          </Clip>
        </li>
      ))}
    </ol>
  );
}
