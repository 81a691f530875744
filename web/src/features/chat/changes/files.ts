// The files of a difference that Git wrote. Pure.

import { type DiffLine, parseUnifiedDiff } from "@/components/diff/lines";

export interface ChangedFile {
  /** Where it stands now; where it stood when it is gone. */
  path: string;
  /** Where it stood before, when that was elsewhere. */
  from?: string;
  kind: "changed" | "added" | "deleted" | "renamed";
  added: number;
  removed: number;
  /** Its content is not shown. */
  binary: boolean;
  lines: DiffLine[];
}

export function changedFiles(diff: string): ChangedFile[] {
  return diff
    .split(/^(?=diff --git )/m)
    .filter((it) => it.startsWith("diff --git "))
    .map(changedFile);
}

function changedFile(text: string): ChangedFile {
  const hunk = text.search(/^@@ /m);
  const head = hunk < 0 ? text : text.slice(0, hunk);
  const says = (key: string) => new RegExp(`^${key} (.*)$`, "m").exec(head)?.[1];
  const old = nameOf(says("---") ?? "", "a/") ?? unquoted(says("rename from") ?? "");
  const now = nameOf(says("\\+\\+\\+") ?? "", "b/") ?? unquoted(says("rename to") ?? "");
  const lines = hunk < 0 ? [] : parseUnifiedDiff(text);
  const renamed = says("rename to") !== undefined;
  const kind =
    says("new file mode") !== undefined
      ? "added"
      : says("deleted file mode") !== undefined
        ? "deleted"
        : renamed
          ? "renamed"
          : "changed";
  return {
    path: now || old || namesInHead(head),
    ...(renamed ? { from: old } : {}),
    kind,
    added: lines.filter((it) => it.kind === "add").length,
    removed: lines.filter((it) => it.kind === "del").length,
    binary: /^Binary files /m.test(head),
    lines,
  };
}

/** The path after a prefix; undefined for what stands for no file. */
function nameOf(name: string, prefix: string): string | undefined {
  const plain = unquoted(name.replace(/\t$/, ""));
  return plain.startsWith(prefix) ? plain.slice(prefix.length) : undefined;
}

/** Of a file without lines, such as an empty one: both names are the same then. */
function namesInHead(head: string): string {
  const names = /^diff --git (.*)$/m.exec(head)?.[1] ?? "";
  const quoted = /^"a\/(?:[^"\\]|\\.)*" ("b\/(?:[^"\\]|\\.)*")$/.exec(names)?.[1];
  if (quoted) return nameOf(quoted, "b/") ?? quoted;
  const half = names.slice((names.length + 1) / 2);
  return half.startsWith("b/") ? half.slice(2) : names;
}

/** Git quotes names with quotation marks, backslashes or control characters as C does. */
function unquoted(name: string): string {
  if (!name.startsWith('"') || !name.endsWith('"')) return name;
  return name.slice(1, -1).replace(/\\(["\\])/g, "$1");
}
