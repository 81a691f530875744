// The side of the page: new chat, the chats, the other pages, the person.

import { Link, useNavigate } from "@tanstack/react-router";
import clsx from "clsx";
import { Boxes, Plus, Search, Settings } from "lucide-react";
import type { ReactNode } from "react";
import type { SocketState } from "@/api/socket";
import { IconButton } from "@/components/icon-button";
import { RopeSpinner, Wordmark } from "@/components/rope";
import { UserMenu } from "@/features/session/user-menu";
import { ChatList } from "./chat-list";

interface Props {
  watch: SocketState;
  onHelp: () => void;
  onPalette: () => void;
}

export function Sidebar({ watch, onHelp, onPalette }: Props) {
  const navigate = useNavigate();
  return (
    <div className="flex h-full flex-col">
      <header className="flex h-12 shrink-0 items-center gap-1 pr-2 pl-4">
        <Link to="/" className="mr-auto rounded-md" aria-label="Ropewalk, new chat">
          <Wordmark />
        </Link>
        <IconButton label="Go to" keys={["Mod", "K"]} onClick={onPalette}>
          <Search />
        </IconButton>
        <IconButton label="New chat" keys={["C"]} onClick={() => void navigate({ to: "/" })}>
          <Plus />
        </IconButton>
      </header>
      <ChatList />
      {watch === "lost" && (
        <p role="status" className="flex items-center gap-2 px-4 py-1.5 text-xs text-warn">
          <RopeSpinner /> Connection lost, trying again
        </p>
      )}
      <nav aria-label="Pages" className="flex flex-col gap-px border-t border-line p-2">
        <PageLink to="/workspaces" icon={<Boxes />}>
          Workspaces
        </PageLink>
        <PageLink to="/settings" icon={<Settings />}>
          Settings
        </PageLink>
        <UserMenu onHelp={onHelp} />
      </nav>
    </div>
  );
}

function PageLink({ to, icon, children }: { to: string; icon: ReactNode; children: ReactNode }) {
  return (
    <Link
      to={to}
      activeProps={{ className: "bg-press text-ink font-medium" }}
      inactiveProps={{ className: "text-ink-2 hover:bg-hover hover:text-ink" }}
      className={clsx(
        "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm pointer-coarse:h-10",
        "[&_svg]:size-4 [&_svg]:text-ink-3",
      )}
    >
      {icon}
      {children}
    </Link>
  );
}
