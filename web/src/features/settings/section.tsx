// A part of a settings page.

import type { ReactNode } from "react";

interface Props {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

export function Section({ title, lead, action, children }: Props) {
  return (
    <section className="not-first:mt-10">
      <header className="mb-3 flex items-start justify-between gap-4">
        <div>
          <h2 className="text-base font-semibold">{title}</h2>
          {lead && <p className="mt-0.5 max-w-prose text-sm text-ink-2">{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}

/** A list in a box, with lines between its rows. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-line rounded-lg border border-line bg-raised">{children}</ul>;
}
