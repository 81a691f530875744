// The place to write. Enter sends (or queues, while the model works), Shift+Enter makes a new line. A failed sending
// leaves the text where it is.

import clsx from "clsx";
import { ArrowUp, ListPlus, SendHorizontal, Square } from "lucide-react";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useRef,
  useState,
} from "react";
import { IconButton } from "@/components/icon-button";
import { ErrorNotice } from "@/components/notice";
import { RopeSpinner } from "@/components/rope";
import { AttachButton } from "../attachments/attach-button";
import { AttachmentList } from "../attachments/attachment-list";
import { readPaste } from "../attachments/paste";
import type { Attachments } from "../attachments/use-attachments";
import { useFileDrop } from "../attachments/use-file-drop";

export type SendMode = "send" | "interrupt";

interface Props {
  text: string;
  onText: (text: string) => void;
  /** Sends the text and the files that are ready, and takes the files that were sent from `attachments`. */
  onSend: (text: string, mode: SendMode) => Promise<void>;
  attachments: Attachments;
  /** Absent = nothing runs that could be stopped. */
  onStop?: () => void;
  stopping?: boolean;
  busy?: boolean;
  placeholder: string;
  field?: RefObject<HTMLTextAreaElement | null>;
  /** The up arrow in an empty field: goes to what was written before. */
  onUp?: () => void;
  /** The same with the control key, at any time: brings back what was written before, or what came after that. */
  onRecall?: (direction: "earlier" | "later") => void;
  /** What stands at the left of the foot: the model picker. */
  children?: ReactNode;
  disabled?: boolean;
}

export function Composer({
  text,
  onText,
  onSend,
  attachments,
  busy = false,
  field,
  children,
  disabled = false,
  ...rest
}: Props) {
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(text);
  latest.current = text;
  const isOver = useFileDrop({ onFiles: attachments.add, disabled });
  const { blocked } = attachments;
  // Somebody wanted to send while they could not; they are told why until they can.
  const [wasRefused, setWasRefused] = useState(false);
  if (wasRefused && !blocked) setWasRefused(false);
  const empty = text.trim() === "" && attachments.all.length === 0;

  const send = async (mode: SendMode) => {
    if (empty || sending || disabled) return;
    setWasRefused(blocked !== undefined);
    if (blocked) return;
    setSending(true);
    setError(null);
    try {
      await onSend(text.trim(), mode);
      // Who typed on meanwhile keeps what they typed.
      if (latest.current === text) onText("");
    } catch (cause) {
      setError(cause);
    } finally {
      setSending(false);
      field?.current?.focus();
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowUp" && !event.ctrlKey && !event.metaKey && text === "" && rest.onUp) {
      event.preventDefault();
      rest.onUp();
    }
    const isArrow = event.key === "ArrowUp" || event.key === "ArrowDown";
    if (isArrow && (event.ctrlKey || event.metaKey) && rest.onRecall) {
      event.preventDefault();
      rest.onRecall(event.key === "ArrowUp" ? "earlier" : "later");
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    void send(busy && (event.ctrlKey || event.metaKey) ? "interrupt" : "send");
  };

  const onPaste = (event: ClipboardEvent) => {
    const board = event.clipboardData;
    const pasted = readPaste(
      { files: [...board.files], text: board.getData("text/plain"), html: board.getData("text/html") },
      new Date(),
    );
    if (pasted.as === "text") return;
    event.preventDefault();
    if (pasted.as === "files") attachments.add(pasted.files);
    else attachments.add([pasted.file], pasted.text);
  };

  return (
    <div className="flex flex-col gap-2">
      {error !== null && <ErrorNotice error={error} />}
      <div
        data-testid="composer-box"
        className={clsx(
          "relative rounded-xl border border-line-strong bg-raised shadow-1 transition-colors duration-100",
          "focus-within:border-accent-line has-[textarea:disabled]:opacity-70",
        )}
      >
        {isOver && (
          <p className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center rounded-xl border-2 border-dashed border-accent bg-accent-soft text-sm font-medium text-accent">
            Drop files to attach them
          </p>
        )}
        <AttachmentList
          attachments={attachments}
          onInsert={(pasted) => onText(text === "" ? pasted : `${text}\n${pasted}`)}
          onGone={() => field?.current?.focus()}
        />
        <textarea
          ref={field}
          aria-label="Message"
          data-testid="composer"
          rows={1}
          value={text}
          disabled={disabled}
          placeholder={rest.placeholder}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="field-sizing-content block max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 text-prose outline-none placeholder:text-ink-3"
        />
        <p role="status" className="px-3.5 text-xs text-ink-2 not-empty:pb-1.5">
          {wasRefused && blocked}
        </p>
        <div className="flex items-center gap-1 px-2 pb-2">
          <AttachButton disabled={disabled} onFiles={attachments.add} />
          {children}
          <span className="ml-auto flex items-center gap-1.5">
            {rest.onStop && (
              <IconButton
                label="Stop"
                look="outlined"
                keys={["Esc"]}
                side="top"
                disabled={rest.stopping}
                onClick={rest.onStop}
              >
                <Square className="scale-75 fill-current" />
              </IconButton>
            )}
            {busy && !empty && (
              <IconButton
                label="Stop the model and send now"
                look="outlined"
                keys={["Mod", "Enter"]}
                side="top"
                disabled={sending || disabled || blocked !== undefined}
                onClick={() => void send("interrupt")}
              >
                <SendHorizontal />
              </IconButton>
            )}
            <SendButton
              busy={busy}
              sending={sending}
              blocked={blocked}
              disabled={empty || disabled}
              onClick={() => void send("send")}
            />
          </span>
        </div>
      </div>
    </div>
  );
}

interface SendProps {
  busy: boolean;
  sending: boolean;
  /** Why nothing can be sent now. */
  blocked: string | undefined;
  disabled?: boolean;
  onClick: () => void;
}

function SendButton({ busy, sending, blocked, disabled, onClick }: SendProps) {
  const Icon = busy ? ListPlus : ArrowUp;
  return (
    <IconButton
      label={blocked ?? (busy ? "Queue message" : "Send message")}
      keys={blocked ? undefined : ["Enter"]}
      side="top"
      // Not disabled while it is blocked, so that it can say why.
      aria-disabled={blocked !== undefined || undefined}
      disabled={disabled || sending}
      onClick={onClick}
      look="solid"
      className={blocked && "opacity-50"}
    >
      {sending ? <RopeSpinner /> : <Icon />}
    </IconButton>
  );
}
