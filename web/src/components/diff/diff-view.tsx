// A change of a file, line by line. The sign stands next to the colour, so that colour is not all that tells.

import clsx from "clsx";
import { useMemo } from "react";
import { TokenSpans } from "../code/code-lines";
import type { Token } from "../code/highlighter";
import { useHighlight } from "../code/use-highlight";
import type { DiffLine } from "./lines";

const LOOKS: Record<DiffLine["kind"], { row: string; sign: string; mark: string }> = {
  same: { row: "", sign: "text-ink-3", mark: " " },
  add: { row: "bg-diff-add", sign: "text-diff-add-ink", mark: "+" },
  del: { row: "bg-diff-del", sign: "text-diff-del-ink", mark: "−" },
  gap: { row: "", sign: "text-ink-3", mark: "⋯" },
};

export function DiffView({ lines, language }: { lines: readonly DiffLine[]; language: string | undefined }) {
  const coloured = useSides(lines, language);
  const numbered = lines.some((line) => line.oldLine !== null || line.newLine !== null);
  return (
    <code className="block w-max min-w-full font-mono text-[0.78rem] leading-[1.55] text-code">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <span key={index} className={clsx("flex pr-3", LOOKS[line.kind].row)}>
          {numbered && (
            <span className="w-[5.5ch] shrink-0 pr-2 text-right text-ink-3/80 select-none" aria-hidden="true">
              {line.newLine ?? line.oldLine ?? ""}
            </span>
          )}
          <span className={clsx("w-[2.5ch] shrink-0 pl-1.5", LOOKS[line.kind].sign)}>
            {LOOKS[line.kind].mark}
          </span>
          <span className="whitespace-pre">
            <TokenSpans tokens={coloured[index] ?? [{ text: line.text, color: undefined }]} />
          </span>
        </span>
      ))}
    </code>
  );
}

/** Colours each side as a text of its own, so that strings and comments over several lines come out right. */
function useSides(
  lines: readonly DiffLine[],
  language: string | undefined,
): (readonly Token[] | undefined)[] {
  const sides = useMemo(() => {
    const text = (kinds: DiffLine["kind"]) =>
      lines
        .filter((line) => line.kind === kinds || line.kind === "same" || line.kind === "gap")
        .map((line) => line.text)
        .join("\n");
    return { before: text("del"), after: text("add") };
  }, [lines]);
  const before = useHighlight(sides.before, language);
  const after = useHighlight(sides.after, language);
  return useMemo(() => {
    let oldAt = 0;
    let newAt = 0;
    return lines.map((line) => {
      const tokens = line.kind === "del" ? before[oldAt] : after[newAt];
      if (line.kind !== "add") oldAt += 1;
      if (line.kind !== "del") newAt += 1;
      return tokens;
    });
  }, [lines, before, after]);
}
