// One chat at the side: its title, what it is doing, how old it is, and what can be done with it.

import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { Pin } from "lucide-react";
import type { Chat } from "@/api/types";
import { StatusDot } from "@/components/status-dot";
import { Age } from "@/components/time";
import { ChatMenu } from "./chat-menu";
import { chatMark } from "./status";

export function ChatRow({ chat, open }: { chat: Chat; open: boolean }) {
  const mark = chatMark(chat, open);
  return (
    <li className="group/row relative" data-testid="chat-row" data-chat-id={chat.id}>
      <Link
        to="/chats/$chatId"
        params={{ chatId: chat.id }}
        aria-current={open ? "page" : undefined}
        className={clsx(
          "flex h-8 items-center gap-2 rounded-md px-2 text-sm pointer-coarse:h-10 pointer-coarse:pr-10",
          open ? "bg-press font-medium text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
        )}
      >
        <span className="flex w-2 justify-center">
          {mark && <StatusDot tone={mark.tone} label={mark.label} pulse={mark.pulse} />}
        </span>
        <span className={clsx("min-w-0 flex-1 truncate", chat.has_unread && !open && "font-medium text-ink")}>
          {chat.title}
        </span>
        <span className="text-xs font-normal text-ink-3 tabular-nums group-focus-within/row:invisible group-hover/row:invisible group-has-[[aria-expanded=true]]/row:invisible pointer-coarse:hidden">
          {chat.pin_order > 0 ? (
            <Pin className="size-3" aria-label="Pinned" />
          ) : (
            <Age from={chat.updated_at} />
          )}
        </span>
      </Link>
      <div className="absolute inset-y-0 right-0.5 flex items-center opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-[[aria-expanded=true]]:opacity-100 pointer-coarse:opacity-100">
        <ChatMenu chat={chat} label={`More for ${chat.title}`} />
      </div>
    </li>
  );
}
