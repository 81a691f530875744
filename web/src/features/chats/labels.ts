// The labels of a chat as rows of a form, and the server's rules for them (chats-api.md 2.12). Pure.

export interface LabelRow {
  /** Names the row while it is edited. */
  id: number;
  key: string;
  value: string;
}

export const MOST_LABELS = 50;
const KEY = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;
const MOST_VALUE_BYTES = 256;

export const toRows = (labels: Readonly<Record<string, string>>): LabelRow[] =>
  Object.entries(labels)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, value], id) => ({ id, key, value }));

const isEmpty = (row: LabelRow) => row.key.trim() === "" && row.value.trim() === "";

/** Empty rows are as good as none. */
export function toLabels(rows: readonly LabelRow[]): Record<string, string> {
  const filled = rows.filter((row) => !isEmpty(row));
  return Object.fromEntries(filled.map((row) => [row.key.trim(), row.value.trim()]));
}

/** What is wrong with which row. */
export function checkRows(rows: readonly LabelRow[]): Map<number, string> {
  const problems = new Map<number, string>();
  const seen = new Set<string>();
  for (const row of rows) {
    if (isEmpty(row)) continue;
    const problem = checkRow(row, seen);
    if (problem) problems.set(row.id, problem);
    seen.add(row.key.trim());
  }
  return problems;
}

function checkRow(row: LabelRow, seen: ReadonlySet<string>): string | undefined {
  const [key, value] = [row.key.trim(), row.value.trim()];
  if (key === "") return "A label needs a name.";
  if (!KEY.test(key)) {
    return "Names have at most 64 letters, digits, and . _ / -, and begin with a letter or digit.";
  }
  if (seen.has(key)) return "This name is used above.";
  if (value === "") return "A label needs a value.";
  if (new TextEncoder().encode(value).length > MOST_VALUE_BYTES) return "Values have at most 256 bytes.";
  return undefined;
}
