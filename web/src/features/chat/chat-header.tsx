// The head of a chat: its title, its labels, its workspace, and what can be done with it.

import { Archive } from "lucide-react";
import type { Chat } from "@/api/types";
import { PageHeader } from "@/components/page-header";
import { ChatMenu } from "../chats/chat-menu";
import { toRows } from "../chats/labels";
import { WorkspaceBadge } from "./workspace/workspace-badge";

/** More of them would leave no room for the title. */
const SHOWN_LABELS = 3;

export function ChatHeader({ chat }: { chat: Chat | undefined }) {
  return (
    <PageHeader
      title={chat?.title ?? ""}
      actions={
        chat && (
          <>
            <Labels labels={chat.labels} />
            {chat.archived && <Archive className="size-4 shrink-0 text-ink-3" aria-label="Archived" />}
            {chat.workspace_id && <WorkspaceBadge workspaceId={chat.workspace_id} />}
            {!chat.parent_chat_id && <ChatMenu chat={chat} label="More for this chat" />}
          </>
        )
      }
    />
  );
}

function Labels({ labels }: { labels: Readonly<Record<string, string>> }) {
  const rows = toRows(labels);
  if (rows.length === 0) return null;
  const more = rows.slice(SHOWN_LABELS);
  return (
    <ul aria-label="Labels" className="hidden shrink-0 gap-1 lg:flex">
      {rows.slice(0, SHOWN_LABELS).map((row) => (
        <li key={row.key} title={`${row.key}: ${row.value}`} className={CHIP}>
          <span className="text-ink-3">{row.key}</span> {row.value}
        </li>
      ))}
      {more.length > 0 && (
        <li title={more.map((row) => `${row.key}: ${row.value}`).join("\n")} className={CHIP}>
          +{more.length}
        </li>
      )}
    </ul>
  );
}

const CHIP = "max-w-40 truncate rounded border border-line bg-well px-1.5 text-xs leading-5 text-ink-2";
