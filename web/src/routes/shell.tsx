// The signed-in part: chats at the side, the page next to them. On a phone the side is a drawer.

import { Outlet, useLocation, useNavigate, useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Drawer } from "@/components/dialog";
import { Sidebar } from "@/features/chats/sidebar";
import { useChatWatch } from "@/features/chats/use-chat-watch";
import { useMoveBetweenChats } from "@/features/chats/use-move-between-chats";
import { followNotifications } from "@/features/notifications/push";
import { CommandPalette } from "@/features/shortcuts/command-palette";
import { ShortcutHelp } from "@/features/shortcuts/shortcut-help";
import { useShortcut } from "@/features/shortcuts/use-shortcut";
import { OpenSidebar } from "./sidebar-context";

export function Shell() {
  const [drawer, setDrawer] = useState(false);
  const [help, setHelp] = useState(false);
  const [palette, setPalette] = useState(false);
  const navigate = useNavigate();
  const path = useLocation({ select: (location) => location.pathname });
  const { history } = useRouter();
  const watch = useChatWatch();
  const move = useMoveBetweenChats();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer
  useEffect(() => setDrawer(false), [path]);
  useEffect(() => followNotifications((to) => history.push(to)), [history]);
  useShortcut("?", () => setHelp(true));
  useShortcut("Mod+k", () => setPalette(true), { inFields: true });
  useShortcut("c", () => void navigate({ to: "/" }));
  useShortcut("Alt+ArrowUp", () => move(-1), { inFields: true });
  useShortcut("Alt+ArrowDown", () => move(1), { inFields: true });

  const sidebar = <Sidebar watch={watch} onHelp={() => setHelp(true)} onPalette={() => setPalette(true)} />;
  return (
    <OpenSidebar.Provider value={() => setDrawer(true)}>
      <div className="grid h-full grid-cols-[minmax(0,1fr)] md:grid-cols-[17rem_minmax(0,1fr)]">
        <aside className="hidden min-h-0 border-r border-line bg-sunken md:block" aria-label="Chats">
          {sidebar}
        </aside>
        <main className="flex min-h-0 min-w-0 flex-col">
          <Outlet />
        </main>
      </div>
      <Drawer side="left" open={drawer} onOpenChange={setDrawer} title="Chats">
        {sidebar}
      </Drawer>
      <ShortcutHelp open={help} onOpenChange={setHelp} />
      <CommandPalette open={palette} onOpenChange={setPalette} />
    </OpenSidebar.Provider>
  );
}
