// The messages that wait for the model to finish.

import { useMutation } from "@tanstack/react-query";
import { CornerDownRight, SendHorizontal, X } from "lucide-react";
import { deleteQueued, promoteQueued } from "@/api/chats";
import type { ChatQueuedMessage } from "@/api/types";
import { IconButton } from "@/components/icon-button";
import { toastError } from "@/components/toast";

export function Queue({ chatId, queue }: { chatId: string; queue: readonly ChatQueuedMessage[] }) {
  if (queue.length === 0) return null;
  return (
    <section
      aria-label="Queued messages"
      className="-mb-2 rounded-t-xl border border-b-0 border-line bg-well px-2 pt-1.5 pb-3.5"
    >
      <h2 className="px-1.5 text-xs text-ink-3">
        {queue.length === 1 ? "Sent next" : `Sent next, in this order`}
      </h2>
      <ol>
        {queue.map((message) => (
          <QueuedRow key={message.id} chatId={chatId} message={message} />
        ))}
      </ol>
    </section>
  );
}

function QueuedRow({ chatId, message }: { chatId: string; message: ChatQueuedMessage }) {
  const remove = useMutation({ mutationFn: () => deleteQueued(chatId, message.id), onError: toastError });
  const promote = useMutation({ mutationFn: () => promoteQueued(chatId, message.id), onError: toastError });
  const text = message.content.map((part) => part.text || part.name || part.file_name).join(" ");
  const busy = remove.isPending || promote.isPending;
  return (
    <li data-testid="queued-message" className="flex h-7 items-center gap-1.5 pl-1.5 text-sm">
      <CornerDownRight className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
      <span className="min-w-0 flex-1 truncate">{text}</span>
      <IconButton label="Stop and send now" size="sm" disabled={busy} onClick={() => promote.mutate()}>
        <SendHorizontal />
      </IconButton>
      <IconButton label="Remove from the queue" size="sm" disabled={busy} onClick={() => remove.mutate()}>
        <X />
      </IconButton>
    </li>
  );
}
