// A file of a conversation: an image as itself, anything else by its name; and what became of it when it is no longer there.

import { FileText, FileX } from "lucide-react";
import { useState } from "react";
import type { ChatMessagePart } from "@/api/types";
import { Dialog } from "@/components/dialog";

const pathOf = (id: string) => `/api/v2/chats/files/${encodeURIComponent(id)}`;

export function FileView({ part }: { part: ChatMessagePart }) {
  const id = part.file_id;
  const name = part.name || part.file_name || part.media_type || "File";
  if (!id) return <Gone name={name} />;
  if (part.media_type?.startsWith("image/")) return <ImageView id={id} name={name} />;
  return (
    <a
      href={pathOf(id)}
      target="_blank"
      rel="noreferrer noopener"
      data-testid="file"
      className="inline-flex max-w-full items-center gap-2 rounded-lg border border-line bg-raised px-2.5 py-1.5 text-sm hover:bg-hover"
    >
      <FileText className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
      <span className="truncate">{name}</span>
      <span className="shrink-0 text-xs text-ink-3">{part.media_type?.split("/").at(-1)}</span>
    </a>
  );
}

function ImageView({ id, name }: { id: string; name: string }) {
  const [isGone, setIsGone] = useState(false);
  const [open, setOpen] = useState(false);
  if (isGone) return <Gone name={name} />;
  return (
    <>
      <button
        type="button"
        data-testid="file"
        aria-label={`Open ${name}`}
        onClick={() => setOpen(true)}
        className="block max-w-full overflow-hidden rounded-lg border border-line bg-well"
      >
        <img
          src={pathOf(id)}
          alt={name}
          loading="lazy"
          onError={() => setIsGone(true)}
          className="max-h-60 max-w-full object-contain"
        />
      </button>
      <Dialog open={open} onOpenChange={setOpen} title={name} wide>
        <img src={pathOf(id)} alt={name} className="mx-auto max-h-[75dvh] max-w-full object-contain" />
      </Dialog>
    </>
  );
}

/** A file that was deleted or has expired. */
function Gone({ name }: { name: string }) {
  return (
    <span
      data-testid="file-gone"
      className="inline-flex max-w-full items-center gap-2 rounded-lg border border-line border-dashed px-2.5 py-1.5 text-sm text-ink-3"
    >
      <FileX className="size-4 shrink-0" aria-hidden="true" />
      <span className="truncate">{name}</span>
      <span className="shrink-0 text-xs">is no longer stored</span>
    </span>
  );
}
