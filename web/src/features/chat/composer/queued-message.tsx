// One message that waits: sent at once, changed, moved, or not sent after all.

import { useMutation } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, CornerDownRight, Ellipsis, Pencil, SendHorizontal, X } from "lucide-react";
import { useState } from "react";
import { deleteQueuedMessage, moveQueuedMessage, promoteQueuedMessage } from "@/api/chat-edits";
import type { ChatQueuedMessage, ChatStatus } from "@/api/types";
import { IconButton } from "@/components/icon-button";
import { Menu, MenuItem } from "@/components/menu";
import { RopeSpinner } from "@/components/rope";
import { toastError } from "@/components/toast";
import type { ChatConnection } from "../stream/connection";
import { isBusy } from "../stream/reducer";
import { EditQueued } from "./edit-queued";

interface Props {
  chatId: string;
  message: ChatQueuedMessage;
  /** Its place in the queue, from 0. */
  place: number;
  isLast: boolean;
  status: ChatStatus | null;
  connection: ChatConnection;
  /** Nothing can be done with the queue of an archived chat. */
  disabled: boolean;
  /** Where the focus goes when the message that had it is gone. */
  onGone: () => void;
}

export function QueuedMessage({
  chatId,
  message,
  place,
  isLast,
  status,
  connection,
  disabled,
  onGone,
}: Props) {
  const [editing, setEditing] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteQueuedMessage(chatId, message.id),
    onSuccess: () => {
      connection.dispatch({ type: "unqueued", id: message.id });
      onGone();
    },
    onError: toastError,
  });
  const promote = useMutation({
    mutationFn: () => promoteQueuedMessage(chatId, message.id),
    onSuccess: onGone,
    onError: toastError,
  });
  const move = useMutation({
    mutationFn: (to: number) => moveQueuedMessage(chatId, message.id, to),
    onError: toastError,
  });
  const text = message.content.map((part) => part.text || part.name || part.file_name).join(" ");
  // Once it is accepted the stream takes the message away, in its time.
  const isMoving = promote.isPending || (promote.isSuccess && status === "interrupting");
  if (editing) {
    const close = () => {
      setEditing(false);
      onGone();
    };
    return (
      <li>
        <EditQueued chatId={chatId} message={message} onClose={close} />
      </li>
    );
  }
  return (
    <li
      data-testid="queued-message"
      className="group/queued flex min-h-8 items-center gap-1.5 rounded-md px-1.5 text-sm focus-within:bg-hover hover:bg-hover pointer-coarse:min-h-10"
    >
      <CornerDownRight className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
      <span className="min-w-0 flex-1 truncate" title={text}>
        {text}
      </span>
      {isMoving && <RopeSpinner className="text-accent" />}
      {!disabled && !isMoving && (
        <span className="flex shrink-0 opacity-60 group-focus-within/queued:opacity-100 group-hover/queued:opacity-100 pointer-coarse:opacity-100">
          <IconButton
            label={isBusy(status) ? "Stop the model and send this now" : "Send this now"}
            aria-label={`Send now: ${text}`}
            size="sm"
            side="top"
            className="pointer-coarse:size-9"
            disabled={remove.isPending}
            onClick={() => promote.mutate()}
          >
            <SendHorizontal />
          </IconButton>
          <IconButton
            label="Do not send"
            aria-label={`Do not send: ${text}`}
            size="sm"
            side="top"
            className="pointer-coarse:size-9"
            disabled={remove.isPending}
            onClick={() => remove.mutate()}
          >
            <X />
          </IconButton>
          <Menu
            align="end"
            side="top"
            trigger={
              <IconButton label={`More: ${text}`} size="sm" side="top" className="pointer-coarse:size-9">
                <Ellipsis />
              </IconButton>
            }
          >
            <MenuItem icon={<Pencil />} onSelect={() => setEditing(true)}>
              Edit
            </MenuItem>
            <MenuItem icon={<ArrowUp />} disabled={place === 0} onSelect={() => move.mutate(place - 1)}>
              Send earlier
            </MenuItem>
            <MenuItem icon={<ArrowDown />} disabled={isLast} onSelect={() => move.mutate(place + 1)}>
              Send later
            </MenuItem>
          </Menu>
        </span>
      )}
    </li>
  );
}
