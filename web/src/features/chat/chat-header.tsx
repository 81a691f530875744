// The head of a chat: its title, its labels, its workspace, and what can be done with it.

import { Link } from "@tanstack/react-router";
import { Archive, ClipboardList, CornerLeftUp } from "lucide-react";
import type { Chat } from "@/api/types";
import { PageHeader } from "@/components/page-header";
import { ChatMenu } from "../chats/chat-menu";
import { toRows } from "../chats/labels";
import { ChangesButton } from "./changes/changes-button";
import { WorkspaceBadge } from "./workspace/workspace-badge";

/** More of them would leave no room for the title. */
const SHOWN_LABELS = 3;

/** `version` changes when something may have happened in the workspace. */
export function ChatHeader({ chat, version }: { chat: Chat | undefined; version: unknown }) {
  return (
    <PageHeader
      title={chat?.title ?? ""}
      actions={
        chat && (
          <>
            {chat.parent_chat_id && <ParentLink parent={chat.parent_chat_id} />}
            {chat.plan_mode && (
              <span className={PLAN_CHIP} data-testid="plan-badge" title="It changes nothing but its plan">
                <ClipboardList className="size-3" aria-hidden="true" /> Plans
              </span>
            )}
            <Labels labels={chat.labels} />
            {chat.archived && <Archive className="size-4 shrink-0 text-ink-3" aria-label="Archived" />}
            {chat.workspace_id && (
              <ChangesButton chatId={chat.id} workspaceId={chat.workspace_id} version={version} />
            )}
            {chat.workspace_id && <WorkspaceBadge workspaceId={chat.workspace_id} />}
            {!chat.parent_chat_id && <ChatMenu chat={chat} label="More for this chat" />}
          </>
        )
      }
    />
  );
}

/** The way from an agent to the chat that made it. */
function ParentLink({ parent }: { parent: string }) {
  return (
    <Link
      to="/chats/$chatId"
      params={{ chatId: parent }}
      className="flex shrink-0 items-center gap-1 rounded border border-line bg-well px-1.5 text-xs leading-5 text-ink-2 hover:bg-hover"
    >
      <CornerLeftUp className="size-3" aria-hidden="true" />
      <span className="max-sm:sr-only">The chat that started it</span>
    </Link>
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

const PLAN_CHIP =
  "flex shrink-0 items-center gap-1 rounded border border-accent-line bg-accent-soft px-1.5 text-xs leading-5 text-accent";
const CHIP = "max-w-40 truncate rounded border border-line bg-well px-1.5 text-xs leading-5 text-ink-2";
