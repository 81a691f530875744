// The head of a chat: its title, its workspace.

import type { Chat } from "@/api/types";
import { PageHeader } from "@/components/page-header";
import { WorkspaceBadge } from "./workspace/workspace-badge";

export function ChatHeader({ chat }: { chat: Chat | undefined }) {
  return (
    <PageHeader
      title={chat?.title ?? ""}
      actions={chat?.workspace_id && <WorkspaceBadge workspaceId={chat.workspace_id} />}
    />
  );
}
