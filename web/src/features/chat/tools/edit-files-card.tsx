// Edits of files, each as a diff: the agent's own once it is there, and until then the one of the arguments.

import { FilePen } from "lucide-react";
import { useMemo } from "react";
import { Clip } from "@/components/clip";
import { languageOfPath } from "@/components/code/highlighter";
import { DiffView } from "@/components/diff/diff-view";
import { countChanges } from "@/components/diff/lines";
import type { ToolBlock } from "../transcript/transcript";
import { type FileEdit, readEdits } from "./edits";
import { PathSubject, ToolError, ToolFrame } from "./frame";
import { failureOf } from "./values";

const SHOWN_LINES = 18;

export function EditFilesCard({ block }: { block: ToolBlock }) {
  const files = useMemo(() => readEdits(block.args, block.result), [block.args, block.result]);
  const changes = countChanges(files.flatMap((file) => file.lines));
  const [first] = files;
  return (
    <ToolFrame
      block={block}
      icon={<FilePen />}
      title={
        <>Edit {files.length > 1 ? `${files.length} files` : <PathSubject path={first?.path ?? ""} />}</>
      }
      note={files.length > 0 && <ChangeCount {...changes} />}
      open
    >
      {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
      {files.map((file) => (
        <FileDiff key={file.path} file={file} named={files.length > 1} />
      ))}
    </ToolFrame>
  );
}

function FileDiff({ file, named }: { file: FileEdit; named: boolean }) {
  return (
    <div className="not-first:border-t not-first:border-line">
      {named && (
        <p className="flex justify-between px-3 pt-1.5 font-mono text-xs text-ink-2">
          {file.path}
          <ChangeCount {...countChanges(file.lines)} />
        </p>
      )}
      <Clip lines={file.lines.length} shown={SHOWN_LINES}>
        <DiffView lines={file.lines} language={languageOfPath(file.path)} />
      </Clip>
    </div>
  );
}

function ChangeCount({ added, removed }: { added: number; removed: number }) {
  return (
    <span className="font-sans text-xs tabular-nums">
      <span className="text-diff-add-ink">+{added}</span>{" "}
      <span className="text-diff-del-ink">−{removed}</span>
    </span>
  );
}
