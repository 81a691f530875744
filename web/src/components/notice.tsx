// Something the reader must know in place: an error with its way out, a warning, a note.

import clsx from "clsx";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { toApiError } from "@/api/errors";

type Tone = "bad" | "warn" | "plain";

const TONES: Record<Tone, { box: string; icon: string }> = {
  bad: { box: "border-bad-line bg-bad-soft", icon: "text-bad" },
  warn: { box: "border-warn-line bg-warn-soft", icon: "text-warn" },
  plain: { box: "border-line bg-well", icon: "text-ink-3" },
};

const ICONS = { bad: CircleAlert, warn: TriangleAlert, plain: Info };

interface Props {
  tone?: Tone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
  testId?: string;
}

export function Notice({ tone = "plain", title, children, actions, className, testId }: Props) {
  const Icon = ICONS[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : "status"}
      data-testid={testId}
      className={clsx("flex gap-2.5 rounded-lg border px-3 py-2.5 text-sm", TONES[tone].box, className)}
    >
      <Icon aria-hidden="true" className={clsx("mt-0.5 size-4 shrink-0", TONES[tone].icon)} />
      <div className="min-w-0 flex-1">
        <div className="font-medium [overflow-wrap:anywhere]">{title}</div>
        {children && <div className="mt-0.5 text-ink-2 [overflow-wrap:anywhere]">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}

/** A failed call, in the server's words. */
export function ErrorNotice({
  error,
  title,
  actions,
}: {
  error: unknown;
  title?: string;
  actions?: ReactNode;
}) {
  const known = toApiError(error);
  return (
    <Notice tone="bad" title={title ?? known.message} actions={actions}>
      {title ? known.message : null} {known.detail}
    </Notice>
  );
}
