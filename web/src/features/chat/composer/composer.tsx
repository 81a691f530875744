// The place to write. Enter sends (or queues, while the model works), Shift+Enter makes a new line. A failed sending
// leaves the text where it is.

import clsx from "clsx";
import { ArrowUp, ListPlus, SendHorizontal, Square } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from "react";
import { IconButton } from "@/components/icon-button";
import { ErrorNotice } from "@/components/notice";
import { RopeSpinner } from "@/components/rope";

export type SendMode = "send" | "interrupt";

interface Props {
  text: string;
  onText: (text: string) => void;
  onSend: (text: string, mode: SendMode) => Promise<void>;
  /** Absent = nothing runs that could be stopped. */
  onStop?: () => void;
  stopping?: boolean;
  busy?: boolean;
  placeholder: string;
  field?: RefObject<HTMLTextAreaElement | null>;
  /** The up arrow in an empty field: goes to what was written before. */
  onUp?: () => void;
  /** What stands at the left of the foot: the model picker. */
  children?: ReactNode;
  disabled?: boolean;
}

export function Composer({ text, onText, onSend, busy = false, field, children, disabled, ...rest }: Props) {
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(text);
  latest.current = text;
  const empty = text.trim() === "";

  const send = async (mode: SendMode) => {
    if (empty || sending || disabled) return;
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
    if (event.key === "ArrowUp" && text === "" && rest.onUp) {
      event.preventDefault();
      rest.onUp();
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    void send(busy && (event.ctrlKey || event.metaKey) ? "interrupt" : "send");
  };

  return (
    <div className="flex flex-col gap-2">
      {error !== null && <ErrorNotice error={error} />}
      <div
        className={clsx(
          "rounded-xl border border-line-strong bg-raised shadow-1 transition-colors duration-100",
          "focus-within:border-accent-line has-[textarea:disabled]:opacity-70",
        )}
      >
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
          className="field-sizing-content block max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 text-prose outline-none placeholder:text-ink-3"
        />
        <div className="flex items-center gap-1 px-2 pb-2">
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
                disabled={sending || disabled}
                onClick={() => void send("interrupt")}
              >
                <SendHorizontal />
              </IconButton>
            )}
            <SendButton
              busy={busy}
              sending={sending}
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
  disabled?: boolean;
  onClick: () => void;
}

function SendButton({ busy, sending, disabled, onClick }: SendProps) {
  const Icon = busy ? ListPlus : ArrowUp;
  return (
    <IconButton
      label={busy ? "Queue message" : "Send message"}
      keys={["Enter"]}
      side="top"
      disabled={disabled || sending}
      onClick={onClick}
      look="solid"
    >
      {sending ? <RopeSpinner /> : <Icon />}
    </IconButton>
  );
}
