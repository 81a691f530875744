// A file that was written, as it comes.

import { FilePlus2 } from "lucide-react";
import { Clip } from "@/components/clip";
import { CodeLines } from "@/components/code/code-lines";
import { languageOfPath } from "@/components/code/highlighter";
import type { ToolBlock } from "../transcript/transcript";
import { PathSubject, ToolError, ToolFrame } from "./frame";
import { countLines, failureOf, text } from "./values";

const SHOWN_LINES = 12;

export function WriteFileCard({ block }: { block: ToolBlock }) {
  const path = text(block.args, "path");
  const content = text(block.args, "content");
  const growing = block.state === "writing";
  return (
    <ToolFrame
      block={block}
      icon={<FilePlus2 />}
      title={
        <>
          Write <PathSubject path={path} />
        </>
      }
      note={content !== "" && <span className="text-diff-add-ink">+{countLines(content)}</span>}
      open
    >
      {content !== "" && (
        <Clip lines={countLines(content)} shown={SHOWN_LINES} keep={growing ? "end" : "start"}>
          <pre>
            <CodeLines code={content} language={languageOfPath(path)} firstLine={1} />
          </pre>
        </Clip>
      )}
      {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
    </ToolFrame>
  );
}
