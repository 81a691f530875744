// The messages that wait for the model to finish.

import { CornerDownRight } from "lucide-react";
import type { ChatQueuedMessage } from "@/api/types";

export function Queue({ queue }: { queue: readonly ChatQueuedMessage[] }) {
  if (queue.length === 0) return null;
  return (
    <section
      aria-label="Queued messages"
      className="-mb-2 rounded-t-xl border border-b-0 border-line bg-well px-2 pt-1.5 pb-3.5"
    >
      <h2 className="px-1.5 text-xs text-ink-3">
        {queue.length === 1 ? "Sent when the model is done" : "Sent when the model is done, in this order"}
      </h2>
      <ol className="max-h-32 overflow-y-auto">
        {queue.map((message) => (
          <li
            key={message.id}
            data-testid="queued-message"
            className="flex h-7 items-center gap-1.5 px-1.5 text-sm"
          >
            <CornerDownRight className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
            <span className="min-w-0 flex-1 truncate">{textOf(message)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function textOf(message: ChatQueuedMessage): string {
  return message.content.map((part) => part.text || part.name || part.file_name).join(" ");
}
