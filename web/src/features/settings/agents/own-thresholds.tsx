// From how full a context on a person's chats are summarized, by model.

import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ownThresholds, putOwnThreshold } from "@/api/agents";
import { keys, queryClient } from "@/api/query";
import type { ChatModelConfig } from "@/api/types";
import { Button } from "@/components/button";
import { INPUT_CLASS } from "@/components/field";
import { Failed, Skeleton } from "@/components/states";
import { toastError } from "@/components/toast";
import { useModels } from "../../models/model-choice";
import { Rows, Section } from "../section";
import { readPercent } from "./model-options";

export function OwnThresholds() {
  const { data: models } = useModels();
  const { data, error, refetch } = useQuery({ queryKey: keys.ownThresholds, queryFn: ownThresholds });
  const enabled = models?.filter((it) => it.enabled);
  return (
    <Section
      title="When your chats are summarized"
      lead="At how many percent of its context window a chat is summarized, so that its model has room again; 100 = never."
    >
      {!(data && enabled) && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {data && enabled?.length === 0 && <p className="text-sm text-ink-3">No model is set up yet.</p>}
      {data && enabled && enabled.length > 0 && (
        <Rows>
          {enabled.map((model) => {
            const own = data.find((it) => it.model_config_id === model.id)?.threshold_percent;
            return <Threshold key={`${model.id}:${own}`} model={model} own={own} />;
          })}
        </Rows>
      )}
    </Section>
  );
}

function Threshold({ model, own }: { model: ChatModelConfig; own: number | undefined }) {
  const stored = own === undefined ? "" : String(own);
  const [text, setText] = useState(stored);
  const percent = readPercent(text);
  const save = useMutation({
    mutationFn: (value: number | null) => putOwnThreshold(model.id, value),
    onError: toastError,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.ownThresholds }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (percent !== undefined && text.trim() !== stored) save.mutate(percent);
  };
  const name = model.display_name || model.model;
  return (
    <li data-testid="threshold-row">
      <form onSubmit={submit} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <input
          inputMode="numeric"
          aria-label={`Percent for ${name}`}
          aria-invalid={percent === undefined || undefined}
          placeholder={String(model.compression_threshold)}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={`${INPUT_CLASS} w-16! text-right tabular-nums`}
        />
        <span className="text-ink-3">%</span>
        <Button
          type="submit"
          busy={save.isPending}
          disabled={percent === undefined || text.trim() === stored}
        >
          Save
        </Button>
        {percent === undefined && (
          <p className="basis-full text-right text-xs text-bad">
            must be a whole number from 0 to 100, or empty
          </p>
        )}
      </form>
    </li>
  );
}
