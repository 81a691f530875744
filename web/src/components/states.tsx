// What a place shows while it has nothing to show: loading, empty, failed.

import type { ReactNode } from "react";
import { toApiError } from "@/api/errors";
import { Button } from "./button";
import { RopeMark } from "./rope";

export function Skeleton({ rows = 3 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="flex w-full animate-breathe flex-col gap-3">
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity
          key={row}
          className={`h-4 rounded bg-press ${["w-3/5", "w-4/5", "w-2/5", "w-3/4"][row % 4]}`}
        />
      ))}
    </div>
  );
}

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-1.5 px-6 py-14 text-center">
      <span className="mb-1.5 text-ink-3 [&_svg]:size-7 [&_svg]:stroke-[1.5]">
        {icon ?? <RopeMark className="size-8" />}
      </span>
      <h2 className="font-semibold">{title}</h2>
      {children && <p className="text-sm text-ink-2">{children}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

interface FailedProps {
  error: unknown;
  retry?: () => void;
  /** Another way out. */
  children?: ReactNode;
}

export function Failed({ error, retry, children }: FailedProps) {
  const known = toApiError(error);
  return (
    <div role="alert" className="mx-auto flex max-w-sm flex-col items-center gap-1.5 px-6 py-14 text-center">
      <h2 className="font-semibold">{known.message}</h2>
      {known.detail && <p className="text-sm text-ink-2">{known.detail}</p>}
      {retry && (
        <Button className="mt-3" onClick={retry}>
          Try again
        </Button>
      )}
      {children && <div className="mt-3">{children}</div>}
    </div>
  );
}
