// Lines of a change, from a unified diff or from two texts. Pure.

export interface DiffLine {
  kind: "same" | "add" | "del" | "gap";
  text: string;
  /** Line numbers, from 1; null where the line is not on that side, or its place is unknown. */
  oldLine: number | null;
  newLine: number | null;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

export function parseUnifiedDiff(diff: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let oldLine = 0;
  let newLine = 0;
  let inHunk = false;
  for (const line of diff.replace(/\n$/, "").split("\n")) {
    const hunk = HUNK.exec(line);
    if (hunk) {
      oldLine = Number(hunk[1]);
      newLine = Number(hunk[2]);
      if (inHunk) lines.push({ kind: "gap", text: "", oldLine: null, newLine: null });
      inHunk = true;
    } else if (inHunk && !line.startsWith("\\")) {
      const text = line.slice(1);
      if (line.startsWith("+")) lines.push({ kind: "add", text, oldLine: null, newLine: newLine++ });
      else if (line.startsWith("-")) lines.push({ kind: "del", text, oldLine: oldLine++, newLine: null });
      else lines.push({ kind: "same", text, oldLine: oldLine++, newLine: newLine++ });
    }
  }
  return lines;
}

/** More cells than this are not compared; the whole old text is then shown as gone, the new one as added. */
const MOST_CELLS = 1_000_000;

/** The change from one text to another, without knowing where in a file they stand. */
export function diffTexts(before: string, after: string): DiffLine[] {
  const a = before === "" ? [] : before.replace(/\n$/, "").split("\n");
  const b = after === "" ? [] : after.replace(/\n$/, "").split("\n");
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const middle = compare(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...a.slice(0, head).map(same), ...middle, ...a.slice(a.length - tail).map(same)];
}

const line =
  (kind: DiffLine["kind"]) =>
  (text: string): DiffLine => ({ kind, text, oldLine: null, newLine: null });
const same = line("same");
const add = line("add");
const del = line("del");

function compare(a: string[], b: string[]): DiffLine[] {
  if (a.length * b.length > MOST_CELLS) return [...a.map(del), ...b.map(add)];
  // longest[i][j]: how many lines of a[i..] and b[j..] can stay
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(same(a[i] as string));
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(del(a[i++] as string));
    } else {
      lines.push(add(b[j++] as string));
    }
  }
  return lines;
}

export function countChanges(lines: readonly DiffLine[]): { added: number; removed: number } {
  return {
    added: lines.filter((it) => it.kind === "add").length,
    removed: lines.filter((it) => it.kind === "del").length,
  };
}
