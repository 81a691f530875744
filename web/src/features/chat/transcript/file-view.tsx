// A file of a conversation: an image as itself, anything else as a row to download; and what became of it when it is no longer there.

import { useMutation } from "@tanstack/react-query";
import clsx from "clsx";
import { Download, FileText, FileWarning, FileX } from "lucide-react";
import { useState } from "react";
import { ApiError } from "@/api/errors";
import { checkFile, filePath, getFile } from "@/api/files";
import type { ChatMessagePart } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { RopeSpinner } from "@/components/rope";
import { toastError } from "@/components/toast";

interface Props {
  id: string;
  name: string;
}

interface FileViewProps {
  part: ChatMessagePart;
  /** Pictures of several files are small. */
  isOneOfMany?: boolean;
}

export function FileView({ part, isOneOfMany = false }: FileViewProps) {
  const id = part.file_id;
  const name = part.name || part.file_name || part.media_type || "File";
  if (!id) return <Gone name={name} />;
  if (part.media_type?.startsWith("image/")) return <ImageView id={id} name={name} isSmall={isOneOfMany} />;
  return <DocumentRow id={id} name={name} mediaType={part.media_type ?? ""} />;
}

const isGone = (cause: unknown): boolean => cause instanceof ApiError && cause.status === 404;

/** Fetches a file and gives it to the person. Only this way it is known when it is gone. */
function useDownload({ id, name }: Props) {
  return useMutation({
    mutationFn: () => getFile(id),
    onSuccess: (content) => save(content, name),
    onError: (cause) => !isGone(cause) && toastError(cause),
  });
}

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the time that anything else runs.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}

function DocumentRow({ id, name, mediaType }: Props & { mediaType: string }) {
  const download = useDownload({ id, name });
  if (isGone(download.error)) return <Gone name={name} />;
  return (
    <button
      type="button"
      data-testid="file"
      aria-label={`Download ${name}`}
      aria-busy={download.isPending}
      onClick={() => download.mutate()}
      className="inline-flex max-w-full items-center gap-2 rounded-lg border border-line bg-raised px-2.5 py-1.5 text-sm hover:bg-hover pointer-coarse:min-h-10"
    >
      <FileText className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
      <span className="truncate">{name}</span>
      <span className="shrink-0 text-xs text-ink-3">{kindOf(mediaType)}</span>
      {download.isPending ? (
        <RopeSpinner className="text-accent" />
      ) : (
        <Download className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
      )}
    </button>
  );
}

const KINDS: Record<string, string> = {
  "application/json": "JSON",
  "application/pdf": "PDF",
  "text/csv": "CSV",
  "text/markdown": "Markdown",
  "text/plain": "Text",
};
const kindOf = (mediaType: string): string => KINDS[mediaType] ?? mediaType;

function ImageView({ id, name, isSmall }: Props & { isSmall: boolean }) {
  const [open, setOpen] = useState(false);
  const [tries, setTries] = useState(0);
  // An image that does not show is gone only when the server says so.
  const [failure, setFailure] = useState<"gone" | "unread" | null>(null);
  const download = useDownload({ id, name });
  if (failure === "gone" || isGone(download.error)) return <Gone name={name} />;
  if (failure === "unread") {
    const again = () => {
      setFailure(null);
      setTries(tries + 1);
    };
    return <Unread name={name} onRetry={again} />;
  }
  const onError = () =>
    void checkFile(id).then(
      () => setFailure("unread"),
      (cause: unknown) => setFailure(isGone(cause) ? "gone" : "unread"),
    );
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
          key={tries}
          src={filePath(id)}
          alt={name}
          loading="lazy"
          onError={onError}
          className={clsx("min-h-8 max-w-full min-w-8 object-contain", isSmall ? "max-h-32" : "max-h-60")}
        />
      </button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={name}
        wide="most"
        footer={
          <Button busy={download.isPending} onClick={() => download.mutate()}>
            Download
          </Button>
        }
      >
        <img src={filePath(id)} alt={name} className="mx-auto max-h-[68dvh] max-w-full object-contain" />
      </Dialog>
    </>
  );
}

const NOTE =
  "inline-flex max-w-full items-center gap-2 rounded-lg border border-line border-dashed px-2.5 py-1.5 text-sm text-ink-3";

/** A file that was deleted or has expired. */
function Gone({ name }: { name: string }) {
  return (
    <span data-testid="file-gone" className={NOTE}>
      <FileX className="size-4 shrink-0" aria-hidden="true" />
      <span className="truncate">{name}</span>
      <span className="shrink-0 text-xs">is no longer stored</span>
    </span>
  );
}

/** A file that may well be there. */
function Unread({ name, onRetry }: { name: string; onRetry: () => void }) {
  return (
    <span data-testid="file-unread" className={NOTE}>
      <FileWarning className="size-4 shrink-0" aria-hidden="true" />
      <span className="truncate">{name}</span>
      <span className="shrink-0 text-xs">could not be shown</span>
      <Button look="ghost" onClick={onRetry}>
        Try again
      </Button>
    </span>
  );
}
