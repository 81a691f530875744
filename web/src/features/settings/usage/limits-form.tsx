// The limit of everybody, and the cap of each chat: for administrators.

import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { toApiError } from "@/api/errors";
import { keys } from "@/api/query";
import { putUsageLimits, type UsageLimits, usageLimits } from "@/api/spend";
import { Button } from "@/components/button";
import { INPUT_CLASS, TextField } from "@/components/field";
import { fromDollars, toDollars } from "@/components/money";
import { ErrorNotice } from "@/components/notice";
import { Failed, Skeleton } from "@/components/states";
import { showToast } from "@/components/toast";
import { Section } from "../section";
import { refreshLimits } from "./refresh-limits";

const PERIODS = [
  { value: "day", title: "day" },
  { value: "week", title: "week" },
  { value: "month", title: "month" },
] as const;

const NO_AMOUNT = "must be an amount above 0, such as 20 or 0.50";

export function LimitsForm() {
  const { data, error, refetch } = useQuery({ queryKey: keys.usageLimits, queryFn: usageLimits });
  return (
    <Section title="Limits" lead="For everybody on this server. What is left empty is not limited.">
      {!data && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {data && <Fields key={data.updated_at} limits={data} />}
    </Section>
  );
}

function Fields({ limits }: { limits: UsageLimits }) {
  const [limit, setLimit] = useState(toDollars(limits.spend_limit_micros));
  const [period, setPeriod] = useState(limits.period || "month");
  const [cap, setCap] = useState(toDollars(limits.chat_cap_micros));
  const periodId = useId();
  const [limitMicros, capMicros] = [fromDollars(limit), fromDollars(cap)];
  const save = useMutation({
    mutationFn: () =>
      putUsageLimits({
        spend_limit_micros: limitMicros ?? null,
        period,
        chat_cap_micros: capMicros ?? null,
      }),
    onSuccess: async () => {
      showToast("Limits saved.");
      await refreshLimits();
    },
  });
  const error = save.error && toApiError(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (limitMicros !== undefined && capMicros !== undefined) save.mutate();
  };

  return (
    <form onSubmit={submit} className="flex max-w-md flex-col gap-4" aria-label="Limits">
      <div className="grid grid-cols-[minmax(0,1fr)_8rem] items-start gap-3">
        <TextField
          label="Each person, in dollars"
          inputMode="decimal"
          value={limit}
          onChange={(event) => setLimit(event.target.value)}
          error={limitMicros === undefined ? NO_AMOUNT : error?.field("spend_limit_micros")}
        />
        <div className="flex flex-col gap-1">
          <label htmlFor={periodId} className="text-sm font-medium">
            Per
          </label>
          <select
            id={periodId}
            value={period}
            onChange={(event) => setPeriod(event.target.value)}
            className={INPUT_CLASS}
          >
            {PERIODS.map((it) => (
              <option key={it.value} value={it.value}>
                {it.title}
              </option>
            ))}
          </select>
        </div>
      </div>
      <TextField
        label="Each chat, in dollars"
        hint="A chat, with the chats that it made, stops there. Who owns it can let it go on."
        inputMode="decimal"
        value={cap}
        onChange={(event) => setCap(event.target.value)}
        error={capMicros === undefined ? NO_AMOUNT : error?.field("chat_cap_micros")}
      />
      {limits.unpriced_model_count > 0 && (
        <p className="text-xs text-ink-3">
          {limits.unpriced_model_count === 1 ? "1 model has" : `${limits.unpriced_model_count} models have`}{" "}
          no price. What they cost counts for no limit.
        </p>
      )}
      {error && error.validations.length === 0 && <ErrorNotice error={error} />}
      <Button type="submit" size="md" busy={save.isPending} className="self-start">
        Save limits
      </Button>
    </form>
  );
}
