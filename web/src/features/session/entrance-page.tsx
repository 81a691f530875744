// The frame of the pages that come before the session: set-up and sign-in.

import type { ReactNode } from "react";
import { Wordmark } from "@/components/rope";

interface Props {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

export function EntrancePage({ title, lead, children }: Props) {
  return (
    <main className="grid h-full overflow-y-auto bg-sunken px-4 py-10">
      <div className="m-auto w-full max-w-sm animate-rise">
        <Wordmark />
        <div className="mt-6 rounded-xl border border-line bg-raised p-6 shadow-2">
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 mb-5 text-sm text-ink-2">{lead}</p>
          {children}
        </div>
      </div>
    </main>
  );
}
