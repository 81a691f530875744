// Where somebody looks for a chat: words of its title, and the archived ones on demand. The down arrow goes on into
// the list, Escape clears.

import clsx from "clsx";
import { Archive, Search, X } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { IconButton } from "@/components/icon-button";
import { useShortcut } from "../shortcuts/use-shortcut";

interface Props {
  text: string;
  onText: (text: string) => void;
  archived: boolean;
  onArchived: (archived: boolean) => void;
  /** Goes to the first chat below. */
  onDown: () => void;
}

export function ChatSearch({ text, onText, archived, onArchived, onDown }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useShortcut("s", () => field.current?.focus());

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") onDown();
    else if (event.key === "Escape" && text !== "") onText("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className="flex items-center gap-1 px-2 pb-1.5">
      <div className="relative min-w-0 flex-1">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 left-2 my-auto size-3.5 text-ink-3"
        />
        <input
          ref={field}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          spellCheck={false}
          aria-label={archived ? "Search archived chats" : "Search chats"}
          placeholder={archived ? "Search archived chats" : "Search chats"}
          data-testid="chat-search"
          data-own-keys="Escape"
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          className={clsx(
            "h-7.5 w-full rounded-md border border-line bg-raised pr-7 pl-7.5 text-sm pointer-coarse:h-10",
            "placeholder:text-ink-3 hover:border-line-strong focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0",
          )}
        />
        {text !== "" && (
          <button
            type="button"
            aria-label="Clear search"
            onClick={() => {
              onText("");
              field.current?.focus();
            }}
            className="absolute inset-y-0 right-1 my-auto flex size-5.5 items-center justify-center rounded text-ink-3 hover:text-ink"
          >
            <X className="size-3.5" aria-hidden="true" />
          </button>
        )}
      </div>
      <IconButton
        label={archived ? "Show current chats" : "Show archived chats"}
        aria-pressed={archived}
        onClick={() => onArchived(!archived)}
        className={clsx("pointer-coarse:size-10", archived && "bg-press text-ink")}
      >
        <Archive />
      </IconButton>
    </search>
  );
}
