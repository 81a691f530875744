// Names of keys, drawn as keys.

import clsx from "clsx";

const MAC = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.userAgent);
const NAMES: Record<string, string> = MAC
  ? { Mod: "⌘", Alt: "⌥", Shift: "⇧", Enter: "↵", Esc: "esc", Up: "↑", Down: "↓" }
  : { Mod: "Ctrl", Enter: "↵", Esc: "Esc", Up: "↑", Down: "↓", Shift: "⇧" };

export function Keys({ keys, inverse }: { keys: string[]; inverse?: boolean }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.map((key) => (
        <kbd
          key={key}
          className={clsx(
            "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded px-1 font-sans text-2xs font-medium",
            inverse ? "bg-canvas/20" : "border border-line-strong bg-canvas text-ink-2",
          )}
        >
          {NAMES[key] ?? key}
        </kbd>
      ))}
    </span>
  );
}
