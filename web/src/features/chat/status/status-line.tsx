// One line under the transcript: what the chat waits for, with a clock; and when that takes long, why, in the server's
// words.

import clsx from "clsx";
import type { SocketState } from "@/api/socket";
import type { ChatRetry, ChatStatus } from "@/api/types";
import { RopeSpinner } from "@/components/rope";
import { Elapsed, Remaining } from "@/components/time";
import type { Turn } from "../transcript/transcript";
import { useWait } from "./use-wait";
import { describeWait, type WaitLine } from "./wait";

interface Props {
  chatId: string;
  turns: readonly Turn[];
  status: ChatStatus | null;
  retry: ChatRetry | null;
  isArchived: boolean;
  connection: SocketState;
}

const LOST: WaitLine = { text: "Connection lost, trying again", isYours: false };

export function StatusLine({ chatId, connection, ...facts }: Props) {
  const { status } = facts;
  const isLost = connection === "lost";
  const seen = describeWait({ ...facts, wait: undefined });
  const asked = seen && !seen.isYours && !isLost ? `${status} ${seen.text}` : "";
  const { wait, isLong } = useWait(chatId, asked);
  const line = isLost ? LOST : describeWait({ ...facts, wait });
  return (
    <div className="text-sm">
      <div
        role="status"
        aria-live="polite"
        data-testid="status-line"
        data-status={status ?? ""}
        data-waiting-for={wait?.waiting_for}
        className="min-h-6"
      >
        {line && <Line line={line} isLost={isLost} />}
      </div>
      {isLong && wait && (
        <p className="mt-1 text-xs text-ink-3">
          {wait.explanation} {wait.what_to_do}
        </p>
      )}
    </div>
  );
}

function Line({ line, isLost }: { line: WaitLine; isLost: boolean }) {
  return (
    <span className={clsx("inline-flex items-center gap-2.5", isLost ? "text-warn" : "text-ink-3")}>
      {!line.isYours && <RopeSpinner className={clsx("shrink-0", !isLost && "text-accent")} />}
      <span>
        {line.text}
        {/* A screen reader is told what changes, not every second. */}
        <span aria-hidden="true">
          {line.until && (
            <>
              {" "}
              <Remaining until={line.until} as={line.end ?? "left"} />
            </>
          )}
          {line.since && (
            <>
              {" "}
              · <Elapsed since={line.since} />
            </>
          )}
          {line.note && ` (${line.note})`}
        </span>
      </span>
    </span>
  );
}
