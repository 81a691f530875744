// Settings: its sections, and the one that is open.

import { Link, Outlet } from "@tanstack/react-router";
import { useEffect } from "react";
import { PageHeader } from "@/components/page-header";

const SECTIONS = [
  { to: "/settings/providers", title: "Providers" },
  { to: "/settings/models", title: "Models" },
  { to: "/settings/agents", title: "Agents" },
  { to: "/settings/instructions", title: "Instructions" },
  { to: "/settings/groups", title: "Groups" },
  { to: "/settings/usage", title: "Usage" },
  { to: "/settings/account", title: "Account" },
  { to: "/settings/appearance", title: "Appearance" },
] as const;

export function SettingsPage() {
  useEffect(() => {
    document.title = "Settings · Ropewalk";
  }, []);
  return (
    <>
      <PageHeader title="Settings" />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-4xl gap-x-10 gap-y-4 px-4 py-5 sm:px-6 lg:grid-cols-[9rem_minmax(0,1fr)]">
          <nav aria-label="Settings" className="flex gap-1 overflow-x-auto lg:flex-col">
            {SECTIONS.map((section) => (
              <Link
                key={section.to}
                to={section.to}
                activeProps={{ className: "bg-press font-medium text-ink" }}
                inactiveProps={{ className: "text-ink-2 hover:bg-hover hover:text-ink" }}
                className="flex h-8 shrink-0 items-center rounded-md px-2.5 text-sm"
              >
                {section.title}
              </Link>
            ))}
          </nav>
          <div className="min-w-0 pb-16">
            <Outlet />
          </div>
        </div>
      </div>
    </>
  );
}
