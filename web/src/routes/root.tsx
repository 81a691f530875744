// What surrounds every page.

import { Outlet } from "@tanstack/react-router";
import { Tooltip } from "radix-ui";
import { Toaster } from "@/components/toast";

export function Root() {
  return (
    <Tooltip.Provider delayDuration={350} skipDelayDuration={150}>
      <Outlet />
      <Toaster />
    </Tooltip.Provider>
  );
}
