// Goes to any chat or page by a few letters.

import { useNavigate } from "@tanstack/react-router";
import clsx from "clsx";
import { Boxes, MessageSquare, Plus, Search, Settings } from "lucide-react";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from "react";
import { useChats } from "@/features/chats/use-chats";

interface Entry {
  key: string;
  label: string;
  icon: ReactNode;
  go: () => void;
}

const MOST = 12;

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CommandPalette({ open, onOpenChange }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-lg animate-rise overflow-hidden rounded-xl border border-line bg-raised shadow-2 outline-none"
        >
          <Dialog.Title className="sr-only">Go to</Dialog.Title>
          <Finder close={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({ close }: { close: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const entries = useEntries(text);
  const chosen = Math.min(at, entries.length - 1);

  useEffect(() => {
    document.getElementById(`goto-${chosen}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    entry.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt(Math.max(0, Math.min(entries.length - 1, chosen + step)));
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) choose(entries[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className="flex items-center gap-2.5 border-b border-line px-3.5">
        <Search className="size-4 text-ink-3" aria-hidden="true" />
        <input
          role="combobox"
          aria-label="Go to a chat or page"
          aria-expanded="true"
          aria-controls="goto-list"
          aria-activedescendant={`goto-${chosen}`}
          placeholder="Go to a chat or page"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-11 flex-1 bg-transparent text-base outline-none placeholder:text-ink-3"
        />
      </div>
      <div id="goto-list" role="listbox" aria-label="Results" className="max-h-80 overflow-y-auto p-1.5">
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are taken by the field above
          <div
            key={entry.key}
            id={`goto-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(entry)}
            className={clsx(
              "flex items-center gap-2.5 rounded-md px-2 py-1.5 text-sm [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3",
              index === chosen && "bg-hover",
            )}
          >
            {entry.icon}
            <span className="truncate">{entry.label}</span>
          </div>
        ))}
        {entries.length === 0 && (
          <p className="px-2 py-6 text-center text-sm text-ink-3">Nothing by that name.</p>
        )}
      </div>
    </>
  );
}

function useEntries(text: string): Entry[] {
  const navigate = useNavigate();
  const { chats } = useChats();
  return useMemo(() => {
    const pages: Entry[] = [
      {
        key: "workspaces",
        label: "Workspaces",
        icon: <Boxes />,
        go: () => void navigate({ to: "/workspaces" }),
      },
      {
        key: "providers",
        label: "Model providers",
        icon: <Settings />,
        go: () => void navigate({ to: "/settings/providers" }),
      },
      {
        key: "models",
        label: "Models",
        icon: <Settings />,
        go: () => void navigate({ to: "/settings/models" }),
      },
      {
        key: "account",
        label: "Account and tokens",
        icon: <Settings />,
        go: () => void navigate({ to: "/settings/account" }),
      },
      {
        key: "appearance",
        label: "Appearance",
        icon: <Settings />,
        go: () => void navigate({ to: "/settings/appearance" }),
      },
    ];
    const entries = [
      { key: "new", label: "New chat", icon: <Plus />, go: () => void navigate({ to: "/" }) },
      ...(chats ?? []).map((chat) => ({
        key: chat.id,
        label: chat.title,
        icon: <MessageSquare />,
        go: () => void navigate({ to: "/chats/$chatId", params: { chatId: chat.id } }),
      })),
      ...pages,
    ];
    const wanted = text.toLowerCase().trim();
    return entries.filter((entry) => entry.label.toLowerCase().includes(wanted)).slice(0, MOST);
  }, [chats, navigate, text]);
}
