// Why the last try failed. When the next one comes stands in the status line below it.

import type { ChatRetry } from "@/api/types";
import { Notice } from "@/components/notice";

export function RetryCard({ retry }: { retry: ChatRetry }) {
  const source = [retry.provider, retry.status_code].filter(Boolean).join(" ");
  return (
    <Notice tone="warn" title={retry.error} testId="retry-card">
      {source && <span className="font-mono text-xs">{source}. </span>}
      Nothing is lost; you need not do anything.
    </Notice>
  );
}
