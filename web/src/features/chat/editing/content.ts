// The content of a message that is edited: its words change, its files stay. Pure.

import type { ChatInputPart, ChatMessagePart } from "@/api/types";

export const textOf = (parts: readonly ChatMessagePart[]): string =>
  parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("\n\n");

export function editedContent(parts: readonly ChatMessagePart[], text: string): ChatInputPart[] {
  const words: ChatInputPart[] = text.trim() === "" ? [] : [{ type: "text", text: text.trim() }];
  return [...words, ...parts.flatMap(keptPart)];
}

function keptPart(part: ChatMessagePart): ChatInputPart[] {
  if (part.type === "file" && part.file_id) return [{ type: "file", file_id: part.file_id }];
  if (part.type !== "file-reference") return [];
  const { file_name, start_line, end_line, content } = part;
  return [{ type: "file-reference", file_name, start_line, end_line, content }];
}
