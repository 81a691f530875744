// The second model that chats can ask for advice: for administrators.

import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type AdvisorConfig, advisor, putAdvisor } from "@/api/agents";
import { toApiError } from "@/api/errors";
import { keys, queryClient } from "@/api/query";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { ErrorNotice } from "@/components/notice";
import { SelectField } from "@/components/select";
import { Failed, Skeleton } from "@/components/states";
import { Switch } from "@/components/switch";
import { showToast } from "@/components/toast";
import { useModels } from "../../models/model-choice";
import { Section } from "../section";
import { modelOptions, NONE } from "./model-options";

const NIL = "00000000-0000-0000-0000-000000000000";

export function AdvisorForm() {
  const { data, error, refetch } = useQuery({ queryKey: keys.advisor, queryFn: advisor });
  return (
    <Section
      title="Advisor"
      lead="A second model that a chat can ask when a decision is hard to take back or nothing else has helped. It sees the end of the conversation and only answers."
    >
      {!data && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {data && <Fields key={JSON.stringify(data)} stored={data} />}
    </Section>
  );
}

function Fields({ stored }: { stored: AdvisorConfig }) {
  const { data: models = [] } = useModels();
  const [enabled, setEnabled] = useState(stored.enabled ?? false);
  const [model, setModel] = useState(
    stored.model_config_id === NIL ? NONE : (stored.model_config_id ?? NONE),
  );
  const [uses, setUses] = useState(stored.max_uses_per_run ? String(stored.max_uses_per_run) : "");
  const count = uses.trim() === "" ? 0 : Number(uses);
  const isCount = Number.isInteger(count) && count >= 0;
  const save = useMutation({
    mutationFn: () =>
      putAdvisor({
        ...stored,
        enabled,
        model_config_id: model === NONE ? NIL : model,
        max_uses_per_run: count,
      }),
    onSuccess: async () => {
      showToast("Advisor saved.");
      await queryClient.invalidateQueries({ queryKey: keys.advisor });
    },
  });
  const error = save.error && toApiError(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isCount) save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex max-w-md flex-col gap-4" aria-label="Advisor">
      <div className="flex items-center gap-3 text-sm">
        <Switch label="Chats can ask the advisor" checked={enabled} onChange={setEnabled} />
        Chats can ask the advisor
      </div>
      <SelectField
        label="Model of the advisor"
        value={model}
        options={modelOptions(models, "The chat's own", model === NONE ? undefined : model)}
        onChange={setModel}
        error={error?.field("model_config_id")}
      />
      <TextField
        label="Questions in a turn"
        hint="How often a chat can ask in one turn. Empty = as often as it likes."
        inputMode="numeric"
        value={uses}
        onChange={(event) => setUses(event.target.value)}
        error={isCount ? error?.field("max_uses_per_run") : "must be a whole number, or empty"}
      />
      {error && error.validations.length === 0 && <ErrorNotice error={error} />}
      <Button type="submit" size="md" busy={save.isPending} className="self-start">
        Save advisor
      </Button>
    </form>
  );
}
