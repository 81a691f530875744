// The messages that wait for the model to finish: what to send next, and what not to send after all.

import { useMutation } from "@tanstack/react-query";
import { CornerDownRight, SendHorizontal, X } from "lucide-react";
import { deleteQueuedMessage, promoteQueuedMessage } from "@/api/chat-edits";
import type { ChatQueuedMessage, ChatStatus } from "@/api/types";
import { IconButton } from "@/components/icon-button";
import { RopeSpinner } from "@/components/rope";
import { toastError } from "@/components/toast";
import type { ChatConnection } from "../stream/connection";
import { isBusy } from "../stream/reducer";

interface Props {
  chatId: string;
  queue: readonly ChatQueuedMessage[];
  status: ChatStatus | null;
  connection: ChatConnection;
  /** Nothing can be done with the queue of an archived chat. */
  disabled: boolean;
  /** Where the focus goes when the message that had it is gone. */
  onGone: () => void;
}

export function Queue({ queue, status, ...actions }: Props) {
  if (queue.length === 0) return null;
  return (
    <section
      aria-label="Queued messages"
      className="-mb-2 rounded-t-xl border border-b-0 border-line bg-well px-2 pt-1.5 pb-3.5"
    >
      <h2 className="px-1.5 pb-0.5 text-xs text-ink-3">{queueTitle(status, queue.length)}</h2>
      <ol className="max-h-40 overflow-y-auto">
        {queue.map((message) => (
          <QueuedMessage key={message.id} message={message} status={status} {...actions} />
        ))}
      </ol>
    </section>
  );
}

/** When the queue goes on, by what the chat does now. */
export function queueTitle(status: ChatStatus | null, count: number): string {
  const order = count > 1 ? ", in this order" : "";
  if (status === "error") return `Sent when the chat goes on${order}`;
  if (status === "requires_action") return `Sent when the client has answered and the model is done${order}`;
  return `Sent when the model is done${order}`;
}

type ItemProps = Omit<Props, "queue"> & { message: ChatQueuedMessage };

function QueuedMessage({ chatId, message, status, connection, disabled, onGone }: ItemProps) {
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
  const text = textOf(message);
  // Once it is accepted the stream takes the message away, in its time.
  const isMoving = promote.isPending || (promote.isSuccess && status === "interrupting");
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
        </span>
      )}
    </li>
  );
}

function textOf(message: ChatQueuedMessage): string {
  return message.content.map((part) => part.text || part.name || part.file_name).join(" ");
}
