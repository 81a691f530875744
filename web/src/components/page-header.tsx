// The bar at the top of a page. On a narrow window it has the button that opens the side.

import { PanelLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useOpenSidebar } from "@/routes/sidebar-context";
import { IconButton } from "./icon-button";

export function PageHeader({ title, actions }: { title: ReactNode; actions?: ReactNode }) {
  const openSidebar = useOpenSidebar();
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-2.5 sm:px-4">
      <IconButton label="Open chats" className="md:hidden" onClick={openSidebar}>
        <PanelLeft />
      </IconButton>
      <h1 className="min-w-0 flex-1 truncate text-base font-semibold">{title}</h1>
      {actions}
    </header>
  );
}
