// The person at the foot of the side: theme, help, sign-out.

import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, Keyboard, LogOut, Monitor, Moon, Sun, User as UserIcon } from "lucide-react";
import { Menu, MenuChoice, MenuItem, MenuLine } from "@/components/menu";
import { toastError } from "@/components/toast";
import { type Theme, useTheme } from "@/features/theme/theme";
import { signOut, useMe } from "./session";

const THEMES = [
  { value: "system", label: "System", icon: <Monitor /> },
  { value: "light", label: "Light", icon: <Sun /> },
  { value: "dark", label: "Dark", icon: <Moon /> },
];

export function UserMenu({ onHelp }: { onHelp: () => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const [theme, setTheme] = useTheme();
  const name = me?.name || me?.username || "";

  const leave = async () => {
    try {
      await signOut();
      await navigate({ to: "/login" });
    } catch (cause) {
      toastError(cause);
    }
  };

  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${name}`}
          className="flex h-8 pointer-coarse:h-10 items-center gap-2.5 rounded-md px-2 text-left text-sm text-ink-2 hover:bg-hover hover:text-ink"
        >
          <span
            aria-hidden="true"
            className="-mx-0.5 flex size-5 items-center justify-center rounded-full bg-accent-soft text-2xs font-semibold text-accent uppercase"
          >
            {name.slice(0, 1)}
          </span>
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <ChevronsUpDown className="size-3.5 text-ink-3" aria-hidden="true" />
        </button>
      }
    >
      <MenuChoice
        label="Theme"
        value={theme}
        options={THEMES}
        onChange={(value) => setTheme(value as Theme)}
      />
      <MenuLine />
      <MenuItem icon={<UserIcon />} onSelect={() => void navigate({ to: "/settings/account" })}>
        Account
      </MenuItem>
      <MenuItem icon={<Keyboard />} keys={["?"]} onSelect={onHelp}>
        Keyboard shortcuts
      </MenuItem>
      <MenuItem icon={<LogOut />} onSelect={() => void leave()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
