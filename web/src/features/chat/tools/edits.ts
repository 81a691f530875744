// The changes that an `edit_files` call makes, by file. Two shapes of arguments are understood: files with their edits
// (`search`, `replace`), and a flat list of edits with a path each (`old_text`, `new_text`). Pure.

import { type DiffLine, diffTexts, parseUnifiedDiff } from "@/components/diff/lines";
import { list, text } from "./values";

export interface FileEdit {
  path: string;
  lines: DiffLine[];
}

const GAP: DiffLine = { kind: "gap", text: "", oldLine: null, newLine: null };

export function readEdits(args: Record<string, unknown>, result: unknown): FileEdit[] {
  const fromAgent = list(result, "files").filter((file) => text(file, "diff") !== "");
  if (fromAgent.length > 0) {
    return fromAgent.map((file) => ({
      path: text(file, "path"),
      lines: parseUnifiedDiff(text(file, "diff")),
    }));
  }
  const byPath = new Map<string, DiffLine[]>();
  for (const { path, before, after } of readArguments(args)) {
    const lines = diffTexts(before, after);
    const earlier = byPath.get(path);
    byPath.set(path, earlier ? [...earlier, GAP, ...lines] : lines);
  }
  return [...byPath].map(([path, lines]) => ({ path, lines }));
}

function readArguments(args: Record<string, unknown>): { path: string; before: string; after: string }[] {
  const grouped = list(args, "files").flatMap((file) =>
    list(file, "edits").map((edit) => ({
      path: text(file, "path"),
      before: text(edit, "search"),
      after: text(edit, "replace"),
    })),
  );
  const flat = list(args, "edits").map((edit) => ({
    path: text(edit, "path"),
    before: text(edit, "old_text"),
    after: text(edit, "new_text"),
  }));
  return [...grouped, ...flat];
}
