// Coloured lines, with line numbers if asked for.

import { memo } from "react";
import type { Lines, Token } from "./highlighter";
import { useHighlight } from "./use-highlight";

interface Props {
  code: string;
  language: string | undefined;
  /** The number of the first line; absent = no numbers. */
  firstLine?: number;
}

export function CodeLines({ code, language, firstLine }: Props) {
  const lines: Lines = useHighlight(code.replace(/\n$/, ""), language);
  return (
    <code className="block w-max min-w-full font-mono text-[0.78rem] leading-[1.55] text-code">
      {lines.map((tokens, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <span key={index} className="block px-3">
          {firstLine !== undefined && (
            <span className="mr-3 inline-block w-[3.5ch] text-right text-ink-3/70 select-none">
              {firstLine + index}
            </span>
          )}
          <TokenSpans tokens={tokens} />
          {"\n"}
        </span>
      ))}
    </code>
  );
}

export const TokenSpans = memo(function TokenSpans({ tokens }: { tokens: readonly Token[] }) {
  return tokens.map((token, index) =>
    token.color ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
      <span key={index} style={{ color: token.color }}>
        {token.text}
      </span>
    ) : (
      token.text
    ),
  );
});
