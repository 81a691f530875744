// The files that go with the message that is written: what each is, how far it is, and the way to take it out again.

import clsx from "clsx";
import { FileText, RotateCcw, X } from "lucide-react";
import { IconButton } from "@/components/icon-button";
import { RopeSpinner } from "@/components/rope";
import type { Attachment } from "./attachments";
import type { Attachments } from "./use-attachments";

export function AttachmentList({ attachments }: { attachments: Attachments }) {
  if (attachments.all.length === 0) return null;
  return (
    <ul aria-label="Attached files" className="flex flex-wrap gap-2 px-3 pt-3">
      {attachments.all.map((it) => (
        <Chip key={it.key} attachment={it} attachments={attachments} />
      ))}
    </ul>
  );
}

function Chip({ attachment, attachments }: { attachment: Attachment; attachments: Attachments }) {
  const { key, name, preview, sizeBytes, state } = attachment;
  const isFailed = state.step === "failed";
  return (
    <li
      data-testid="attachment"
      data-state={state.step}
      className={clsx(
        "flex max-w-full min-w-0 items-center gap-2 rounded-lg border py-1 pr-1 pl-1.5 text-sm",
        isFailed ? "border-bad-line bg-bad-soft" : "border-line bg-well",
      )}
    >
      {preview ? (
        <img src={preview} alt="" className="size-8 shrink-0 rounded object-cover" />
      ) : (
        <FileText className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
      )}
      <span className="min-w-0">
        <span className="block max-w-48 truncate" title={name}>
          {name}
        </span>
        <span className={clsx("block text-xs tabular-nums", isFailed ? "text-bad" : "text-ink-3")}>
          {progress(attachment, sizeBytes)}
        </span>
      </span>
      {(state.step === "processing" || state.step === "uploading") && <RopeSpinner className="text-accent" />}
      {isFailed && state.mayRetry && (
        <IconButton size="sm" label={`Try again: ${name}`} onClick={() => attachments.retry(key)}>
          <RotateCcw />
        </IconButton>
      )}
      <IconButton size="sm" label={`Remove ${name}`} onClick={() => attachments.remove(key)}>
        <X />
      </IconButton>
    </li>
  );
}

function progress({ state }: Attachment, bytes: number): string {
  switch (state.step) {
    case "processing":
      return "Being prepared";
    case "uploading":
      return `Uploading, ${Math.round(state.share * 100)} %`;
    case "ready":
      return sizeText(bytes);
    case "failed":
      return state.why;
  }
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KiB`;
  return `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
}
