// Shows the beginning of something long, with a button for the rest.

import clsx from "clsx";
import { type ReactNode, useState } from "react";

interface Props {
  /** How many lines there are in all. */
  lines: number;
  /** How many are shown at first. */
  shown: number;
  /** Which end is shown at first: the last lines of an output say more than its first. */
  keep?: "start" | "end";
  children: ReactNode;
}

export function Clip({ lines, shown, keep = "start", children }: Props) {
  const [open, setOpen] = useState(false);
  const clipped = lines > shown + 3 && !open;
  const button = lines > shown + 3 && (
    <button
      type="button"
      onClick={() => setOpen(!open)}
      aria-expanded={open}
      className="block w-full px-3 py-1 text-left text-xs text-ink-3 hover:bg-hover hover:text-ink"
    >
      {open ? "Show less" : `Show all ${lines} lines`}
    </button>
  );
  return (
    <div>
      {keep === "end" && button}
      <div
        className={clsx(
          "overflow-auto py-2",
          clipped && keep === "end" && "flex flex-col-reverse",
          !clipped && "max-h-[36rem]",
        )}
        style={clipped ? { maxHeight: `${shown * 1.22 + 1}rem`, overflowY: "hidden" } : undefined}
      >
        <div>{children}</div>
      </div>
      {keep === "start" && button}
    </div>
  );
}
