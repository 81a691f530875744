// One changed file; its lines are drawn when it is opened.

import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { languageOfPath } from "@/components/code/highlighter";
import { DiffView } from "@/components/diff/diff-view";
import type { ChangedFile } from "./files";

/** More lines are drawn only when somebody asks for them. */
const LINES_AT_ONCE = 400;

const WORDS: Record<ChangedFile["kind"], string> = {
  changed: "",
  added: "New",
  deleted: "Deleted",
  renamed: "Moved",
};

export function FileChanges({ file, startsOpen }: { file: ChangedFile; startsOpen: boolean }) {
  const [open, setOpen] = useState(startsOpen);
  const [whole, setWhole] = useState(false);
  const lines = whole ? file.lines : file.lines.slice(0, LINES_AT_ONCE);
  return (
    <li data-testid="changed-file">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-8 w-full items-center gap-2 px-2.5 py-1 text-left text-sm hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <ChevronRight
          aria-hidden="true"
          className={clsx("size-3.5 shrink-0 transition-transform", open && "rotate-90")}
        />
        <span className="min-w-0 flex-1 font-mono text-xs [overflow-wrap:anywhere]">
          {file.from && <span className="text-ink-3">{file.from} → </span>}
          {file.path}
        </span>
        {WORDS[file.kind] && <span className="shrink-0 text-xs text-ink-3">{WORDS[file.kind]}</span>}
        {file.added > 0 && <span className="shrink-0 text-xs text-diff-add-ink">+{file.added}</span>}
        {file.removed > 0 && <span className="shrink-0 text-xs text-diff-del-ink">−{file.removed}</span>}
      </button>
      {open && lines.length > 0 && (
        <div className="overflow-x-auto border-t border-line bg-canvas py-1">
          <DiffView lines={lines} language={languageOfPath(file.path)} />
        </div>
      )}
      {open && lines.length === 0 && (
        <p className="border-t border-line px-2.5 py-1.5 text-xs text-ink-3">
          {file.binary ? "Its content is not text, or too large." : "No line changed."}
        </p>
      )}
      {open && lines.length < file.lines.length && (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className="w-full border-t border-line px-2.5 py-1.5 text-left text-xs text-ink-3 hover:bg-hover"
        >
          Show all {file.lines.length.toLocaleString()} lines
        </button>
      )}
    </li>
  );
}
