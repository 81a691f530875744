// What a chat waits for, since when, until when, in one line (architecture.md 3.9). Pure: the stream's own signs, and
// the server's explanation where it knows more.

import type { ChatRetry, ChatStatus, ChatWait } from "@/api/types";
import type { Turn } from "../transcript/transcript";
import { describeWork } from "./activity";

export interface WaitLine {
  text: string;
  /** A clock that runs up from here. */
  since?: string;
  /** A clock that runs down to here. */
  until?: string;
  /** How the end reads: the next try comes `in` so long, an answer has so long `left`. */
  end?: "in" | "left";
  /** A few more words: which try it is. */
  note?: string;
  /** It is the reader's turn: nothing moves by itself. */
  isYours: boolean;
}

interface Facts {
  status: ChatStatus | null;
  turns: readonly Turn[];
  retry: ChatRetry | null;
  /** Nobody goes on with it as it is. */
  isArchived: boolean;
  /** The server's explanation, where it has been asked for. */
  wait: ChatWait | undefined;
}

/** Null = nothing to say, or something else on the page says it. */
export function describeWait({ status, turns, retry, isArchived, wait }: Facts): WaitLine | null {
  switch (status) {
    case "waiting":
      return turns.length > 0 && !isArchived ? { text: "Waits for you", isYours: true } : null;
    case "interrupting":
      return { text: "Stopping", isYours: false, ...sinceOf(wait, "interruption") };
    case "requires_action":
      return {
        text: "Waits for the client's answer",
        isYours: false,
        ...(wait?.waiting_for === "client_tools" && wait.until && { until: wait.until, end: "left" }),
      };
    case "running":
      return retry ? nextTry(retry, wait) : running(turns, wait);
    default:
      return null;
  }
}

function nextTry(retry: ChatRetry, wait: ChatWait | undefined): WaitLine {
  const tries = wait?.waiting_for === "retry" ? wait.tries : undefined;
  return {
    text: "Tries again",
    until: retry.retrying_at,
    end: "in",
    ...(tries && { note: `${tries.next} of ${tries.most}` }),
    isYours: false,
  };
}

/** What only the server can know, in the words of the line. */
const UNSEEN: Partial<Record<ChatWait["waiting_for"], string>> = {
  worker_slot: "Waits for a free worker",
  takeover: "Waits to be taken over",
  workspace_build: "Waits for the workspace's build",
  agent: "Waits for the workspace's agent",
};

function running(turns: readonly Turn[], wait: ChatWait | undefined): WaitLine {
  const unseen = wait && UNSEEN[wait.waiting_for];
  if (unseen) return { text: unseen, since: wait.since, isYours: false };
  const { isSeen, ...activity } = describeWork(turns.at(-1));
  return { ...activity, isYours: false, ...(!isSeen && sinceOf(wait, "model")) };
}

function sinceOf(wait: ChatWait | undefined, what: ChatWait["waiting_for"]): { since?: string } {
  return wait?.waiting_for === what ? { since: wait.since } : {};
}
