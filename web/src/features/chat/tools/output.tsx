// What a command printed. Its end is shown first: that is where the result stands.

import { Clip } from "@/components/clip";
import { stripAnsi } from "./ansi";
import { countLines } from "./values";

const SHOWN_LINES = 10;

export function Output({ text, empty }: { text: string; empty?: boolean }) {
  if (text.trim() === "") {
    return empty ? <p className="px-3 py-1.5 text-xs text-ink-3">No output</p> : null;
  }
  const plain = stripAnsi(text).replace(/^\s*\n|\s+$/g, "");
  return (
    <Clip lines={countLines(plain)} shown={SHOWN_LINES} keep="end">
      <pre
        data-testid="tool-output"
        className="px-3 font-mono text-[0.78rem] leading-[1.55] whitespace-pre-wrap text-code [overflow-wrap:anywhere]"
      >
        {plain}
      </pre>
    </Clip>
  );
}
