// A block of code in an answer: its language, a copy button, the coloured text.

import { CodeLines } from "./code-lines";
import { CopyButton } from "./copy-button";
import { languageOf } from "./highlighter";

export function CodeBlock({ code, name }: { code: string; name: string }) {
  return (
    <figure className="group/code relative overflow-hidden rounded-lg border border-line bg-well">
      <figcaption className="flex h-8 items-center justify-between border-b border-line pr-1 pl-3 text-xs text-ink-3">
        <span className="font-mono">{name || "text"}</span>
        <CopyButton text={code} label="Copy code" size="sm" />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key */}
      <pre tabIndex={0} className="max-h-[32rem] overflow-auto py-2">
        <CodeLines code={code} language={languageOf(name)} />
      </pre>
    </figure>
  );
}
