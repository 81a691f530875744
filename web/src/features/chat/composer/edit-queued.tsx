// A message that waits while it is changed, in its place. Enter saves, Escape leaves it as it was.

import { useMutation } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { changeQueuedMessage } from "@/api/chat-edits";
import type { ChatQueuedMessage } from "@/api/types";
import { Button } from "@/components/button";
import { ErrorNotice } from "@/components/notice";
import { toastWarnings } from "@/components/toast";
import { editedContent, textOf } from "../editing/content";

interface Props {
  chatId: string;
  message: ChatQueuedMessage;
  onClose: () => void;
}

export function EditQueued({ chatId, message, onClose }: Props) {
  const [text, setText] = useState(() => textOf(message.content));
  const field = useRef<HTMLTextAreaElement>(null);
  const content = editedContent(message.content, text);
  const save = useMutation({
    mutationFn: () => changeQueuedMessage(chatId, message.id, content),
    onSuccess: ({ warnings }) => {
      toastWarnings(warnings);
      onClose();
    },
  });

  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const submit = () => {
    if (content.length > 0 && !save.isPending) save.mutate();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && !event.shiftKey) submit();
    else return;
    event.preventDefault();
  };

  return (
    <div data-testid="edit-queued" className="flex flex-col gap-1.5 px-1.5 py-1">
      {save.error && <ErrorNotice error={save.error} />}
      <textarea
        ref={field}
        aria-label="Edit queued message"
        data-own-keys="Escape"
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content block max-h-32 min-h-8 w-full resize-none rounded-md border border-accent-line bg-raised px-2 py-1 text-sm outline-none focus-visible:border-accent"
      />
      <div className="flex items-center justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" busy={save.isPending} disabled={content.length === 0} onClick={submit}>
          Save
        </Button>
      </div>
    </div>
  );
}
