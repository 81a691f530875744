// One chat at the side: its title, what it is doing, how old it is, and what can be done with it.

import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { ChevronRight, Pin } from "lucide-react";
import { useState } from "react";
import type { Chat } from "@/api/types";
import { StatusDot } from "@/components/status-dot";
import { Age } from "@/components/time";
import { ChatMenu } from "./chat-menu";
import { chatMark, chatSubtitle } from "./status";

interface Props {
  chat: Chat;
  /** The chat that is open, which may be an agent of this one. */
  openId: string | undefined;
}

export function ChatRow({ chat, openId }: Props) {
  const open = chat.id === openId;
  const mark = chatMark(chat, open);
  const subtitle = chatSubtitle(chat);
  const { children } = chat;
  const [choice, setChoice] = useState<boolean | null>(null);
  const unfolded = choice ?? (open || children.some((child) => child.id === openId));
  return (
    <li className="group/row relative" data-testid="chat-row" data-chat-id={chat.id}>
      <Link
        to="/chats/$chatId"
        params={{ chatId: chat.id }}
        aria-current={open ? "page" : undefined}
        className={clsx(
          "flex min-h-8 items-center gap-2 rounded-md px-2 py-1 text-sm pointer-coarse:min-h-10 pointer-coarse:pr-10",
          open ? "bg-press font-medium text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
        )}
      >
        <span className="flex w-2 justify-center">
          {mark && <StatusDot tone={mark.tone} label={mark.label} pulse={mark.pulse} />}
        </span>
        <span className="min-w-0 flex-1">
          <span className={clsx("block truncate", chat.has_unread && !open && "font-medium text-ink")}>
            {chat.title}
          </span>
          {subtitle && <span className="block truncate text-xs font-normal text-ink-3">{subtitle}</span>}
        </span>
        <span className="text-xs font-normal text-ink-3 tabular-nums group-focus-within/row:invisible group-hover/row:invisible group-has-[[aria-expanded=true]]/row:invisible pointer-coarse:hidden">
          {chat.pin_order > 0 ? (
            <Pin className="size-3" aria-label="Pinned" />
          ) : (
            <Age from={chat.updated_at} />
          )}
        </span>
      </Link>
      <div className="absolute top-0 right-0.5 flex h-8 items-center opacity-0 pointer-coarse:h-10 group-focus-within/row:opacity-100 group-hover/row:opacity-100 has-[[aria-expanded=true]]:opacity-100 pointer-coarse:opacity-100">
        <ChatMenu chat={chat} label={`More for ${chat.title}`} />
      </div>
      {children.length > 0 && (
        <>
          <button
            type="button"
            aria-expanded={unfolded}
            onClick={() => setChoice(!unfolded)}
            className="ml-5.5 flex h-6 items-center gap-1 rounded px-1 text-xs text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:h-8"
          >
            <ChevronRight aria-hidden="true" className={clsx("size-3", unfolded && "rotate-90")} />
            {children.length === 1 ? "1 agent" : `${children.length} agents`}
          </button>
          {unfolded && (
            <ul className="ml-6 flex flex-col gap-px border-l border-line pl-1.5">
              {children.map((child) => (
                <AgentRow key={child.id} agent={child} open={child.id === openId} />
              ))}
            </ul>
          )}
        </>
      )}
    </li>
  );
}

/** A chat that the chat made. */
function AgentRow({ agent, open }: { agent: Chat; open: boolean }) {
  const mark = chatMark(agent, open);
  return (
    <li data-testid="agent-of-chat" data-chat-id={agent.id}>
      <Link
        to="/chats/$chatId"
        params={{ chatId: agent.id }}
        aria-current={open ? "page" : undefined}
        className={clsx(
          "flex h-7 items-center gap-2 rounded-md px-1.5 text-xs pointer-coarse:h-9",
          open ? "bg-press font-medium text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
        )}
      >
        <span className="flex w-2 justify-center">
          {mark && <StatusDot tone={mark.tone} label={mark.label} pulse={mark.pulse} />}
        </span>
        <span className="min-w-0 flex-1 truncate">{agent.title}</span>
      </Link>
    </li>
  );
}
