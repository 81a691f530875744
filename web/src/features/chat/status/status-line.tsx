// One line under the transcript: what goes on now, and since when.

import type { SocketState } from "@/api/socket";
import type { ChatStatus } from "@/api/types";
import { RopeSpinner } from "@/components/rope";
import { Elapsed } from "@/components/time";
import type { Turn } from "../transcript/transcript";
import { describeActivity } from "./activity";

interface Props {
  turns: readonly Turn[];
  status: ChatStatus | null;
  retrying: boolean;
  connection: SocketState;
}

export function StatusLine({ turns, status, retrying, connection }: Props) {
  const lost = connection === "lost";
  const activity = lost
    ? { text: "Connection lost, trying again" }
    : describeActivity(turns, status, retrying);
  return (
    <div
      role="status"
      aria-live="polite"
      data-testid="status-line"
      data-status={status ?? ""}
      className="h-6 text-sm"
    >
      {activity && (
        <span
          className={
            lost
              ? "inline-flex items-center gap-2.5 text-warn"
              : "inline-flex items-center gap-2.5 text-ink-3"
          }
        >
          <RopeSpinner className={lost ? "" : "text-accent"} />
          <span>{activity.text}</span>
          {"since" in activity && activity.since && (
            <span aria-hidden="true">
              <Elapsed since={activity.since} />
            </span>
          )}
        </span>
      )}
    </div>
  );
}
