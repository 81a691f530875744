// One line under the transcript: what goes on now, and since when.

import clsx from "clsx";
import type { SocketState } from "@/api/socket";
import type { ChatStatus } from "@/api/types";
import { RopeSpinner } from "@/components/rope";
import { Elapsed } from "@/components/time";
import type { Turn } from "../transcript/transcript";
import { type Activity, describeActivity } from "./activity";
import { WaitExplanation } from "./wait-explanation";

interface Props {
  chatId: string;
  turns: readonly Turn[];
  status: ChatStatus | null;
  retrying: boolean;
  connection: SocketState;
}

const LOST: Activity = { text: "Connection lost, trying again" };

export function StatusLine({ chatId, turns, status, retrying, connection }: Props) {
  const lost = connection === "lost";
  const activity = lost ? LOST : describeActivity(turns, status, retrying);
  return (
    <div className="text-sm">
      <div
        role="status"
        aria-live="polite"
        data-testid="status-line"
        data-status={status ?? ""}
        className="min-h-6"
      >
        {activity && (
          <span className={clsx("inline-flex items-center gap-2.5", lost ? "text-warn" : "text-ink-3")}>
            <RopeSpinner className={lost ? "" : "text-accent"} />
            <span>{activity.text}</span>
            {activity.since && (
              <span aria-hidden="true">
                <Elapsed since={activity.since} />
              </span>
            )}
          </span>
        )}
      </div>
      {activity && !lost && <WaitExplanation chatId={chatId} activity={activity.text} />}
    </div>
  );
}
