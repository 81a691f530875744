// Cuts Markdown into blocks that can be rendered on their own. While an answer streams only its last block changes, so
// only that one is parsed again. A cut is made only where it cannot change the meaning: at a blank line outside a
// fence, before a line that starts in the first column and is no continuation of a list, quote or table.

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const CONTINUES = /^(?:\s|[-*+]\s|\d{1,9}[.)]\s|>|\|)/;
/** Definitions reach across the whole text, so that it must stay in one piece. */
const DEFINITION = /^ {0,3}\[[^\]]+\]:\s/m;

export function splitBlocks(markdown: string): string[] {
  if (DEFINITION.test(markdown)) return [markdown];
  const blocks: string[] = [];
  let start = 0;
  let at = 0;
  let fence: string | null = null;
  let blankBefore = false;
  for (const line of markdown.split("\n")) {
    if (fence === null && blankBefore && line.trim() !== "" && !CONTINUES.test(line)) {
      blocks.push(markdown.slice(start, at));
      start = at;
    }
    fence = fenceAfter(line, fence);
    blankBefore = fence === null && line.trim() === "";
    at += line.length + 1;
  }
  blocks.push(markdown.slice(start));
  return blocks.filter((block) => block.trim() !== "");
}

/** A link whose address is still being written is shown as its text, not as the signs it is written with. */
export function hideHalfLink(markdown: string): string {
  return markdown.replace(/\[([^[\]\n]*)\]\([^()\s]*$/, "$1");
}

function fenceAfter(line: string, open: string | null): string | null {
  const mark = FENCE.exec(line)?.[1];
  if (mark === undefined) return open;
  if (open === null) return mark;
  const closes = mark[0] === open[0] && mark.length >= open.length && line.trim() === mark;
  return closes ? null : open;
}
