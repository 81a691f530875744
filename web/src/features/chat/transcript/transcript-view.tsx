// The turns of a conversation, one under the other.

import clsx from "clsx";
import { BookOpen, ExternalLink, Paperclip, Pencil } from "lucide-react";
import { memo } from "react";
import type { ChatMessage, ChatMessagePart } from "@/api/types";
import { CopyButton } from "@/components/code/copy-button";
import { IconButton } from "@/components/icon-button";
import { Markdown } from "@/components/markdown/markdown";
import { textOf } from "../editing/content";
import { EditMessage } from "../editing/edit-message";
import { useEditing } from "../editing/editing";
import { ToolCard } from "../tools/tool-card";
import { type Chunk, inChunks, isSameChunk } from "./chunks";
import { FileView } from "./file-view";
import { Reasoning } from "./reasoning";
import { type Block, inRows, type ModelTurn, type Turn } from "./transcript";

export function TranscriptView({ turns }: { turns: readonly Turn[] }) {
  return inChunks(turns).map((chunk) => <ChunkView key={chunk.key} chunk={chunk} />);
}

const ChunkView = memo(
  function ChunkView({ chunk }: { chunk: Chunk }) {
    return (
      <div className="chunk flex flex-col gap-4">
        {chunk.turns.map((turn) =>
          turn.type === "user" ? (
            <UserMessage key={turn.key} message={turn.message} />
          ) : (
            <ModelMessage key={turn.key} turn={turn} />
          ),
        )}
      </div>
    );
  },
  (before, now) => isSameChunk(before.chunk, now.chunk),
);

const UserMessage = memo(function UserMessage({ message }: { message: ChatMessage }) {
  const editing = useEditing();
  if (editing?.id === message.id) return <EditMessage message={message} editing={editing} />;
  const text = textOf(message.content ?? []);
  return (
    <div className="group/mine ml-auto flex max-w-[88%] flex-col items-end">
      <article
        aria-label="You"
        data-testid="user-message"
        className="max-w-full rounded-xl rounded-br-sm border border-line bg-well px-3.5 py-2 text-prose whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        <MessageText parts={message.content ?? []} />
      </article>
      <footer className="-mb-3 flex h-7 items-center opacity-0 transition-opacity group-focus-within/mine:opacity-100 group-hover/mine:opacity-100 pointer-coarse:opacity-100">
        {text !== "" && <CopyButton text={text} label="Copy message" />}
        {editing && (
          <IconButton label="Edit message" size="sm" onClick={() => editing.begin(message.id)}>
            <Pencil />
          </IconButton>
        )}
      </footer>
    </div>
  );
});

/** What a person wrote, as they wrote it; files that follow one another stand side by side below it. */
export function MessageText({ parts }: { parts: readonly ChatMessagePart[] }) {
  return inRows(parts).map((row, index) => {
    const [part] = row;
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
    if (part?.type === "file") return <FileRow key={index} parts={row} isFirst={index === 0} />;
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
    if (part?.type === "text") return <span key={index}>{part.text}</span>;
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
    return part && <FileChip key={index} part={part} />;
  });
}

function FileRow({ parts, isFirst }: { parts: readonly ChatMessagePart[]; isFirst: boolean }) {
  return (
    <span className={clsx("mb-1 flex flex-wrap items-start gap-1.5", !isFirst && "mt-2")}>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
        <FileView key={index} part={part} isOneOfMany={parts.length > 1} />
      ))}
    </span>
  );
}

function FileChip({ part }: { part: ChatMessagePart }) {
  const lines = part.type === "file-reference" ? `:${part.start_line}-${part.end_line}` : "";
  return (
    <span className="mr-1 inline-flex items-center gap-1 rounded border border-line bg-raised px-1.5 font-mono text-xs">
      <Paperclip className="size-3" aria-hidden="true" />
      {(part.name || part.file_name || part.media_type) + lines}
    </span>
  );
}

/** What the workspace told the model before it began. */
function ContextLine({ files, skills }: { files: string[]; skills: string[] }) {
  const names = files.map((path) => path.split("/").at(-1) ?? path);
  return (
    <p
      data-testid="workspace-context"
      title={[...files, ...skills].join("\n")}
      className="flex items-baseline gap-1.5 text-xs text-ink-3"
    >
      <BookOpen className="size-3 shrink-0 self-center" aria-hidden="true" />
      <span className="[overflow-wrap:anywhere]">
        {names.length > 0 && `Read ${names.join(", ")}`}
        {names.length > 0 && skills.length > 0 && " · "}
        {skills.length > 0 && `Skills: ${skills.join(", ")}`}
      </span>
    </p>
  );
}

const ModelMessage = memo(function ModelMessage({ turn }: { turn: ModelTurn }) {
  const text = turn.blocks.flatMap((block) => (block.type === "text" ? [block.text] : [])).join("\n\n");
  return (
    <article aria-label="Model" data-testid="model-message" className="group/turn flex flex-col gap-2.5">
      {turn.blocks.map((block) => (
        <BlockView key={block.key} block={block} />
      ))}
      {!turn.running && text !== "" && (
        <footer className="-mt-1 -ml-1.5 flex h-7 items-center opacity-0 transition-opacity group-focus-within/turn:opacity-100 group-hover/turn:opacity-100 pointer-coarse:opacity-100">
          <CopyButton text={text} label="Copy answer" />
        </footer>
      )}
    </article>
  );
});

function BlockView({ block }: { block: Block }) {
  switch (block.type) {
    case "text":
      return <Markdown text={block.text} streaming={block.streaming} />;
    case "reasoning":
      return <Reasoning {...block} />;
    case "tool":
      return <ToolCard block={block} />;
    case "source":
      return (
        <a
          href={block.url}
          target="_blank"
          rel="noreferrer noopener"
          className="inline-flex items-center gap-1.5 self-start text-sm text-accent hover:underline"
        >
          <ExternalLink className="size-3.5" aria-hidden="true" />
          {block.title}
        </a>
      );
    case "file":
      return block.part.type === "file" ? <FileView part={block.part} /> : <FileChip part={block.part} />;
    case "context":
      return <ContextLine files={block.files} skills={block.skills} />;
  }
}
