// Times and durations in few characters.

import { useEffect, useState } from "react";

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

export function shortAge(from: string, now: number): string {
  const seconds = Math.max(0, (now - new Date(from).getTime()) / 1000);
  if (seconds < MINUTE) return "now";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)}m`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)}h`;
  if (seconds < 30 * DAY) return `${Math.floor(seconds / DAY)}d`;
  return new Date(from).toLocaleDateString(undefined, { month: "short", year: "numeric" });
}

export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < MINUTE) return `${Math.round(seconds)} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} m ${Math.round(seconds % MINUTE)} s`;
  return `${Math.floor(seconds / HOUR)} h ${Math.floor((seconds % HOUR) / MINUTE)} m`;
}

/** The time now, told again every `everyMs`; 0 = not any more. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (everyMs === 0) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

export function Age({ from }: { from: string }) {
  const now = useNow(30_000);
  return (
    <time dateTime={from} title={new Date(from).toLocaleString()}>
      {shortAge(from, now)}
    </time>
  );
}

/** A clock that runs down to `until`: "in 8 s", "4 m 20 s left"; "now" when it is over. */
export function Remaining({ until, as }: { until: string; as: "in" | "left" }) {
  const now = useNow(500);
  const seconds = Math.ceil((new Date(until).getTime() - now) / 1000);
  if (seconds <= 0) return <span>now</span>;
  const words = seconds < 10 ? `${seconds} s` : formatDuration(seconds * 1000);
  return <span className="tabular-nums">{as === "in" ? `in ${words}` : `· ${words} left`}</span>;
}

/** A running clock, from `since` on. */
export function Elapsed({ since }: { since: string }) {
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.floor((now - new Date(since).getTime()) / 1000));
  const words = seconds < 10 ? `${seconds} s` : formatDuration(seconds * 1000);
  return <span className="tabular-nums">{words}</span>;
}
