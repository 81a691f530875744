// The chats at the side, in groups by age.

import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { toApiError } from "@/api/errors";
import { Button } from "@/components/button";
import { Skeleton } from "@/components/states";
import { useNow } from "@/components/time";
import { ChatRow } from "./chat-row";
import { groupChats } from "./order";
import { FIRST_LIMIT, useChats } from "./use-chats";

export function ChatList() {
  const [limit, setLimit] = useState(FIRST_LIMIT);
  const { data: chats, error, refetch, isFetching } = useChats(limit);
  const { chatId } = useParams({ strict: false });
  const now = useNow(60_000);
  const groups = useMemo(() => groupChats(chats ?? [], new Date(now)), [chats, now]);

  return (
    <nav aria-label="Chats" className="min-h-0 flex-1 overflow-y-auto px-2 pb-3" data-testid="chat-list">
      {!chats && !error && (
        <div className="px-2 pt-3">
          <Skeleton rows={6} />
        </div>
      )}
      {error && !chats && (
        <div className="px-2 pt-3 text-sm text-ink-2">
          <p className="mb-2">{toApiError(error).message}</p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      )}
      {chats?.length === 0 && (
        <p className="px-2 pt-3 text-sm text-ink-3">
          No chats yet.{" "}
          <Link to="/" className="text-accent underline decoration-accent-line underline-offset-3">
            Start one
          </Link>
        </p>
      )}
      {groups.map((group) => (
        <section key={group.title}>
          <h2 className="px-2 pt-3.5 pb-1 text-xs font-medium text-ink-3">{group.title}</h2>
          <ul className="flex flex-col gap-px">
            {group.chats.map((chat) => (
              <ChatRow key={chat.id} chat={chat} open={chat.id === chatId} />
            ))}
          </ul>
        </section>
      ))}
      {chats && chats.length >= limit && (
        <Button
          look="ghost"
          className="mt-2 w-full"
          busy={isFetching}
          onClick={() => setLimit(limit + FIRST_LIMIT)}
        >
          Show more
        </Button>
      )}
    </nav>
  );
}
