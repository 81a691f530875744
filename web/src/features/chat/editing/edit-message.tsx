// A user message while it is edited, in its place. Enter sends, Escape leaves it as it was.

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { ChatMessage } from "@/api/types";
import { Button } from "@/components/button";
import { Confirm } from "@/components/confirm";
import { ErrorNotice } from "@/components/notice";
import { textOf } from "./content";
import type { Editing } from "./editing";

export function EditMessage({ message, editing }: { message: ChatMessage; editing: Editing }) {
  const [text, setText] = useState(() => textOf(message.content ?? []));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // As it was when it was asked: the answer goes on while the reader thinks.
  const [lost, setLost] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const hasFiles = message.content?.some((part) => part.type !== "text") ?? false;
  const isEmpty = text.trim() === "" && !hasFiles;

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      await editing.send(message, text);
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  const submit = () => {
    if (isEmpty || busy) return;
    const cost = editing.lostBy(message.id);
    if (cost === null) return void send();
    setLost(cost);
    setAsking(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") editing.cancel();
    else if (event.key === "Enter" && !event.shiftKey) submit();
    else return;
    event.preventDefault();
  };

  return (
    <article aria-label="You, editing" data-testid="edit-message" className="flex w-full flex-col gap-2">
      {error !== null && <ErrorNotice error={error} />}
      <textarea
        ref={field}
        aria-label="Edit message"
        data-own-keys="Escape"
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content block max-h-[50dvh] min-h-11 w-full resize-none rounded-xl border border-accent-line bg-raised px-3.5 py-2.5 text-prose outline-none focus-visible:border-accent"
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto basis-full text-xs text-ink-3 sm:basis-auto">
          {hasFiles && "Its files stay with it. "}What was done in the workspace is not undone.
        </p>
        <Button onClick={editing.cancel}>Cancel</Button>
        <Button look="primary" busy={busy} disabled={isEmpty} onClick={submit}>
          Send again
        </Button>
      </div>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title="Go back to this message?"
        action="Remove and send"
        onConfirm={() => editing.send(message, text)}
      >
        {lost} What was done in the workspace stays as it is.
      </Confirm>
    </article>
  );
}
