// A failed try, and when the next one comes.

import type { ChatRetry } from "@/api/types";
import { Notice } from "@/components/notice";
import { useNow } from "@/components/time";

export function RetryCard({ retry }: { retry: ChatRetry }) {
  const now = useNow(250);
  const seconds = Math.ceil((new Date(retry.retrying_at).getTime() - now) / 1000);
  return (
    <Notice tone="warn" title={retry.error} testId="retry-card">
      <span className="tabular-nums">
        {seconds > 0 ? `Retry ${retry.attempt} in ${seconds} s.` : `Retry ${retry.attempt} begins.`}
      </span>{" "}
      Nothing is lost; you need not do anything.
    </Notice>
  );
}
