// A file that was read: which lines, and what they say.

import { FileText } from "lucide-react";
import { Clip } from "@/components/clip";
import { CodeLines } from "@/components/code/code-lines";
import { languageOfPath } from "@/components/code/highlighter";
import type { ToolBlock } from "../transcript/transcript";
import { PathSubject, ToolError, ToolFrame } from "./frame";
import { countLines, failureOf, number, text } from "./values";

const SHOWN_LINES = 16;
const NUMBERED = /^\s*(\d+)\t/;

export function ReadFileCard({ block }: { block: ToolBlock }) {
  const path = text(block.args, "path");
  const content = text(block.result, "content");
  const { code, firstLine } = withoutNumbers(content);
  const read = number(block.result, "lines_read") ?? (content ? countLines(content) : undefined);
  const total = number(block.result, "total_lines");

  return (
    <ToolFrame
      block={block}
      icon={<FileText />}
      title={
        <>
          Read <PathSubject path={path} />
        </>
      }
      note={
        read !== undefined &&
        (total !== undefined && total !== read ? `${read} of ${total} lines` : `${read} lines`)
      }
    >
      {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
      {block.state === "done" && code !== "" && (
        <Clip lines={countLines(code)} shown={SHOWN_LINES}>
          <pre>
            <CodeLines code={code} language={languageOfPath(path)} firstLine={firstLine} />
          </pre>
        </Clip>
      )}
    </ToolFrame>
  );
}

/** The agent numbers lines as `<n>TAB<line>`; the card has a column for that. */
function withoutNumbers(content: string): { code: string; firstLine: number } {
  const first = NUMBERED.exec(content)?.[1];
  if (first === undefined) return { code: content, firstLine: 1 };
  const lines = content.split("\n").map((line) => line.replace(NUMBERED, ""));
  return { code: lines.join("\n"), firstLine: Number(first) };
}
