// The messages that wait for the model to finish: what to send next, and what not to send after all.

import type { ChatQueuedMessage, ChatStatus } from "@/api/types";
import type { ChatConnection } from "../stream/connection";
import { QueuedMessage } from "./queued-message";

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
      <ol className="max-h-56 overflow-y-auto">
        {queue.map((message, place) => (
          <QueuedMessage
            key={message.id}
            message={message}
            place={place}
            isLast={place === queue.length - 1}
            status={status}
            {...actions}
          />
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
