// The files that go with the message that is written: what each is, how far it is, and the way to take it out again.

import clsx from "clsx";
import { FileText, RotateCcw, TextCursorInput, X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/icon-button";
import { RopeSpinner } from "@/components/rope";
import type { Attachment } from "./attachments";
import type { Attachments } from "./use-attachments";

interface Props {
  attachments: Attachments;
  /** A pasted text goes into the message after all. */
  onInsert: (text: string) => void;
  /** The file that had the focus is gone. */
  onGone: () => void;
}

export function AttachmentList({ attachments, onInsert, onGone }: Props) {
  if (attachments.all.length === 0) return null;
  const remove = (key: string) => {
    attachments.remove(key);
    onGone();
  };
  return (
    <ul
      aria-label="Attached files"
      className="flex max-h-[30dvh] flex-wrap gap-2 overflow-y-auto px-3 pt-3 [scrollbar-width:thin]"
    >
      {attachments.all.map((it) => (
        <Chip
          key={it.key}
          attachment={it}
          onRetry={() => attachments.retry(it.key)}
          onRemove={() => remove(it.key)}
          onInsert={(text) => {
            onInsert(text);
            remove(it.key);
          }}
        />
      ))}
    </ul>
  );
}

interface ChipProps {
  attachment: Attachment;
  onRetry: () => void;
  onRemove: () => void;
  onInsert: (text: string) => void;
}

function Chip({ attachment, onRetry, onRemove, onInsert }: ChipProps) {
  const { name, preview, pasted, state } = attachment;
  const isFailed = state.step === "failed";
  // What calls itself an image may be none.
  const [isShown, setIsShown] = useState(true);
  return (
    <li
      data-testid="attachment"
      data-state={state.step}
      className={clsx(
        "flex max-w-full min-w-0 items-center gap-2 rounded-lg border py-1 pr-1 pl-1.5 text-sm",
        isFailed ? "border-bad-line bg-bad-soft" : "border-line bg-well",
      )}
    >
      {preview && isShown ? (
        <img
          src={preview}
          alt=""
          onError={() => setIsShown(false)}
          className="size-8 shrink-0 rounded object-cover"
        />
      ) : (
        <FileText className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
      )}
      <span className="min-w-0">
        <span className="block max-w-48 truncate" title={name}>
          {name}
        </span>
        <span
          role={isFailed ? "alert" : undefined}
          className={clsx("block max-w-80 text-xs tabular-nums", isFailed ? "text-bad" : "text-ink-3")}
        >
          {progressText(attachment)}
        </span>
      </span>
      {(state.step === "processing" || state.step === "uploading") && <RopeSpinner className="text-accent" />}
      <span className="flex shrink-0">
        {isFailed && state.mayRetry && (
          <IconButton
            size="sm"
            label="Try again"
            aria-label={`Try again: ${name}`}
            className="pointer-coarse:size-9"
            onClick={onRetry}
          >
            <RotateCcw />
          </IconButton>
        )}
        {pasted !== undefined && (
          <IconButton
            size="sm"
            label="Put the text into the message"
            aria-label={`Put the text into the message: ${name}`}
            className="pointer-coarse:size-9"
            onClick={() => onInsert(pasted)}
          >
            <TextCursorInput />
          </IconButton>
        )}
        <IconButton
          size="sm"
          label="Remove"
          aria-label={`Remove ${name}`}
          className="pointer-coarse:size-9"
          onClick={onRemove}
        >
          <X />
        </IconButton>
      </span>
    </li>
  );
}

/** How far a file is, in words. */
export function progressText({ state, sizeBytes, originalBytes }: Attachment): string {
  switch (state.step) {
    case "processing":
      return "Being prepared";
    case "uploading":
      return `Uploading, ${Math.round(state.share * 100)} %`;
    case "ready":
      return sizeBytes < originalBytes
        ? `${sizeText(sizeBytes)}, was ${sizeText(originalBytes)}`
        : sizeText(sizeBytes);
    case "failed":
      return state.why;
  }
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KiB`;
  return `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
}
