// A dot that says how something is. Never alone: the state stands next to it in words, or as its name.

import clsx from "clsx";

export type DotTone = "idle" | "live" | "good" | "warn" | "bad";

const TONES: Record<DotTone, string> = {
  idle: "bg-line-strong",
  live: "bg-accent",
  good: "bg-good",
  warn: "bg-warn",
  bad: "bg-bad",
};

export function StatusDot({ tone, label, pulse }: { tone: DotTone; label?: string; pulse?: boolean }) {
  const look = clsx("inline-block size-1.75 shrink-0 rounded-full", TONES[tone], pulse && "animate-breathe");
  if (label === undefined) return <span aria-hidden="true" className={look} />;
  return <span role="img" aria-label={label} title={label} className={look} />;
}
