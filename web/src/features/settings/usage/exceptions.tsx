// Limits of single people and of groups: for administrators.

import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { keys } from "@/api/query";
import { deleteGroupLimit, deletePersonLimit, type UsageLimits, usageLimits } from "@/api/spend";
import { Button } from "@/components/button";
import { IconButton } from "@/components/icon-button";
import { usd } from "@/components/money";
import { toastError } from "@/components/toast";
import { Rows, Section } from "../section";
import { ExceptionDialog } from "./exception-dialog";
import { refreshLimits } from "./refresh-limits";

export function Exceptions() {
  // Waiting and failing are shown by the limits above, which are the same answer.
  const { data: limits } = useQuery({ queryKey: keys.usageLimits, queryFn: usageLimits });
  const [adding, setAdding] = useState(false);
  if (!limits) return null;
  const rows = rowsOf(limits);
  const period = limits.period || "month";
  return (
    <Section
      title="Other limits"
      lead="A person's own limit counts before those of their groups, and the lowest of these before everybody's."
      action={
        <Button onClick={() => setAdding(true)}>
          <Plus className="size-4" aria-hidden="true" /> Add limit
        </Button>
      }
    >
      {limits.spend_limit_micros === null && rows.length > 0 && (
        <p className="mb-2 text-xs text-ink-3">They count once each person has a limit.</p>
      )}
      {rows.length === 0 && <p className="text-sm text-ink-2">Everybody has the same limit.</p>}
      {rows.length > 0 && (
        <Rows>
          {rows.map((row) => (
            <li
              key={row.id}
              className="flex items-center gap-3 px-4 py-2 text-sm"
              data-testid="exception-row"
            >
              <div className="min-w-0 flex-1">
                <p className="truncate">{row.name}</p>
                <p className="truncate text-xs text-ink-3">{row.note}</p>
              </div>
              <span className="tabular-nums">
                {usd(row.micros)} per {period}
              </span>
              <IconButton
                label={`Remove the limit of ${row.name}`}
                onClick={() => void row.remove().then(refreshLimits, toastError)}
              >
                <X />
              </IconButton>
            </li>
          ))}
        </Rows>
      )}
      {adding && <ExceptionDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}

function rowsOf(limits: UsageLimits) {
  const groups = limits.group_overrides.map((it) => ({
    id: it.group_id,
    name: it.group_display_name || it.group_name,
    note: `Group · ${it.member_count === 1 ? "1 member" : `${it.member_count} members`}, each`,
    micros: it.spend_limit_micros,
    remove: () => deleteGroupLimit(it.group_id),
  }));
  const people = limits.overrides.map((it) => ({
    id: it.user_id,
    name: it.name || it.username,
    note: it.username,
    micros: it.spend_limit_micros,
    remove: () => deletePersonLimit(it.user_id),
  }));
  return [...groups, ...people];
}
