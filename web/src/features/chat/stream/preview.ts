// Puts the parts of a running step together: deltas of text and reasoning grow the last part of their kind, deltas of
// arguments and output grow the part of their call. Pure; the shape that comes out is that of a stored message.

import type { ChatMessagePart, Role } from "@/api/types";

export interface PreviewPart extends ChatMessagePart {
  role: Role;
  /** The arguments as far as they have come, as text. Absent once `args` is whole. */
  args_text?: string;
  /** The output of a running tool as far as it has come. Absent once `result` is there. */
  result_text?: string;
}

export function appendPart(
  parts: readonly PreviewPart[],
  role: Role,
  part: ChatMessagePart,
): readonly PreviewPart[] {
  switch (part.type) {
    case "text":
    case "reasoning":
      return appendText(parts, role, part);
    case "tool-call":
      return merge(parts, role, part, (before) => growCall(before, part));
    case "tool-result":
      return merge(parts, role, part, (before) => growResult(before, part));
    default:
      return [...parts, { ...part, role }];
  }
}

function appendText(
  parts: readonly PreviewPart[],
  role: Role,
  part: ChatMessagePart,
): readonly PreviewPart[] {
  const last = parts.at(-1);
  if (last?.type !== part.type || last.role !== role) return [...parts, { ...part, role }];
  const grown: PreviewPart = { ...last, text: last.text + part.text };
  if (part.completed_at) grown.completed_at = part.completed_at;
  return [...parts.slice(0, -1), grown];
}

function merge(
  parts: readonly PreviewPart[],
  role: Role,
  part: ChatMessagePart,
  grow: (before: PreviewPart) => PreviewPart,
): readonly PreviewPart[] {
  const at = parts.findIndex((it) => it.type === part.type && it.tool_call_id === part.tool_call_id);
  const before = parts[at];
  if (!before) return [...parts, grow({ ...part, role, args_delta: undefined, result_delta: undefined })];
  const grown = grow(before);
  return parts.map((it, index) => (index === at ? grown : it));
}

function growCall(before: PreviewPart, part: ChatMessagePart): PreviewPart {
  const known = { ...before, tool_name: part.tool_name || before.tool_name };
  if (part.args !== undefined && part.args !== null) {
    return {
      ...known,
      args: part.args,
      created_at: part.created_at ?? before.created_at,
      args_text: undefined,
    };
  }
  return { ...known, args_text: (before.args_text ?? "") + (part.args_delta ?? "") };
}

function growResult(before: PreviewPart, part: ChatMessagePart): PreviewPart {
  if (part.result !== undefined && part.result !== null) {
    return { ...before, ...part, role: before.role, result_delta: undefined, result_text: undefined };
  }
  const start = part.result_reset ? "" : (before.result_text ?? "");
  return { ...before, result_text: start + (part.result_delta ?? "") };
}
