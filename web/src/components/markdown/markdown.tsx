// The model's Markdown. No raw HTML (the renderer makes React elements), no pictures from elsewhere (the
// Content-Security-Policy allows none, and loading one would tell its host who reads), links in a new tab.

import { memo, useMemo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { CodeBlock } from "../code/code-block";
import { hideHalfLink, splitBlocks } from "./blocks";

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ),
  img: ({ src, alt }) =>
    typeof src === "string" && isOwnImage(src) ? (
      <img src={src} alt={alt ?? ""} />
    ) : (
      <a href={typeof src === "string" ? src : undefined} target="_blank" rel="noreferrer noopener">
        {alt || src}
      </a>
    ),
  pre: ({ children }) => children,
  code: ({ className, children }) => {
    const text = String(children ?? "");
    const name = /language-(\S+)/.exec(className ?? "")?.[1];
    // A fenced block's text ends in a line break; inline code has none.
    if (name === undefined && !text.endsWith("\n")) return <code>{children}</code>;
    return <CodeBlock code={text.replace(/\n$/, "")} name={name ?? ""} />;
  },
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
};

function isOwnImage(src: string): boolean {
  return src.startsWith("/") && !src.startsWith("//");
}

const plugins = [remarkGfm];

const Block = memo(function Block({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components}>
      {text}
    </ReactMarkdown>
  );
});

interface Props {
  text: string;
  /** More is to come. */
  streaming?: boolean;
}

export const Markdown = memo(function Markdown({ text, streaming }: Props) {
  const blocks = useMemo(() => splitBlocks(streaming ? hideHalfLink(text) : text), [text, streaming]);
  return (
    <div className="prose">
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place; text only grows at the end
        <Block key={index} text={block} />
      ))}
    </div>
  );
});
