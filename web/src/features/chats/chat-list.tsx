// The chats at the side, in groups by age, and the way to find one.

import { Link, useParams } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { toApiError } from "@/api/errors";
import { Button } from "@/components/button";
import { Skeleton } from "@/components/states";
import { useNow } from "@/components/time";
import { useDebounced } from "@/components/use-debounced";
import { ChatRow } from "./chat-row";
import { ChatSearch } from "./chat-search";
import { groupChats } from "./order";
import { type ChatFilter, isNarrow, parseSearch } from "./search";
import { useChats } from "./use-chats";

const TYPING_MS = 220;

export function ChatList() {
  const [text, setText] = useState("");
  const [archived, setArchived] = useState(false);
  const rested = useDebounced(text, TYPING_MS);
  const filter = useMemo(() => parseSearch(rested, archived), [rested, archived]);
  const { chats, error, refetch, isPlaceholderData, ...more } = useChats(filter);
  const { chatId } = useParams({ strict: false });
  const now = useNow(60_000);
  const groups = useMemo(() => groupChats(chats ?? [], new Date(now)), [chats, now]);
  const list = useRef<HTMLElement>(null);

  return (
    <>
      <ChatSearch
        text={text}
        onText={setText}
        archived={archived}
        onArchived={setArchived}
        onDown={() => list.current?.querySelector("a")?.focus()}
      />
      <nav
        ref={list}
        aria-label={filter.archived ? "Archived chats" : "Chats"}
        aria-busy={isPlaceholderData}
        className="min-h-0 flex-1 overflow-y-auto px-2 pb-3"
        data-testid="chat-list"
      >
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
        {chats?.length === 0 && <NoChats filter={filter} onClear={() => setText("")} />}
        {groups.map((group) => (
          <section key={group.title}>
            <h2 className="px-2 pt-2.5 pb-1 text-xs font-medium text-ink-3">{group.title}</h2>
            <ul className="flex flex-col gap-px">
              {group.chats.map((chat) => (
                <ChatRow key={chat.id} chat={chat} openId={chatId} />
              ))}
            </ul>
          </section>
        ))}
        {more.hasNextPage && (
          <Button
            look="ghost"
            className="mt-2 w-full pointer-coarse:h-10"
            busy={more.isFetchingNextPage}
            onClick={() => void more.fetchNextPage()}
          >
            {more.isFetchNextPageError ? "Could not load more. Try again" : "Load more"}
          </Button>
        )}
      </nav>
    </>
  );
}

function NoChats({ filter, onClear }: { filter: ChatFilter; onClear: () => void }) {
  if (isNarrow(filter)) {
    return (
      <div className="px-2 pt-3 text-sm text-ink-3">
        <p className="mb-2">{filter.archived ? "No archived chat matches." : "No chat matches."}</p>
        <Button onClick={onClear}>Clear search</Button>
      </div>
    );
  }
  if (filter.archived) return <p className="px-2 pt-3 text-sm text-ink-3">No archived chats.</p>;
  return (
    <p className="px-2 pt-3 text-sm text-ink-3">
      No chats yet.{" "}
      <Link to="/" className="text-accent underline decoration-accent-line underline-offset-3">
        Start one
      </Link>
    </p>
  );
}
