// The models that a person chooses for new chats and for agents, where administrators let them.

import { useMutation, useQuery } from "@tanstack/react-query";
import { type OwnModelMode, ownModels, putOwnModel } from "@/api/agents";
import { keys, queryClient } from "@/api/query";
import { type Option, SelectField } from "@/components/select";
import { Failed, Skeleton } from "@/components/states";
import { toastError } from "@/components/toast";
import { useModels } from "../../models/model-choice";
import { Section } from "../section";
import { modelOptions } from "./model-options";

type Context = "root" | "general" | "explore";

const CONTEXTS: { context: Context; label: string }[] = [
  { context: "root", label: "New chats" },
  { context: "general", label: "Agents that work" },
  { context: "explore", label: "Agents that look around" },
];

/** The ways that are no model, as the server names them. */
function ways(context: Context): Option[] {
  if (context === "root") return [{ value: "chat_default", label: "The default model" }];
  return [
    { value: "deployment_default", label: "As the server has it" },
    { value: "chat_default", label: "The model of the chat that makes them" },
  ];
}

export function OwnModels() {
  const { data: models } = useModels();
  const { data, error, refetch } = useQuery({ queryKey: keys.ownModels, queryFn: ownModels });
  const save = useMutation({
    mutationFn: ({ context, value }: { context: Context; value: string }) => {
      const isWay = value === "chat_default" || value === "deployment_default";
      const mode: OwnModelMode = isWay ? value : "model";
      return putOwnModel(context, mode, isWay ? "" : value);
    },
    onError: toastError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.ownModels }),
  });
  const shown = (context: Context): string => {
    if (save.isPending && save.variables.context === context) return save.variables.value;
    const own = data?.[context];
    return own?.mode === "model" ? own.model_config_id : (own?.mode ?? "");
  };
  return (
    <Section
      title="Your models"
      lead="What your new chats begin with, and what the agents use that your chats make."
    >
      {!data && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {data && !data.enabled && (
        <p className="max-w-prose text-sm text-ink-3">
          The administrators of this server choose the models. A model can still be picked in each chat.
        </p>
      )}
      {data?.enabled && models && (
        <div className="flex max-w-md flex-col gap-4">
          {CONTEXTS.map(({ context, label }) => (
            <SelectField
              key={context}
              label={label}
              value={shown(context)}
              options={[
                ...ways(context),
                ...modelOptions(models, null, data[context].model_config_id || undefined),
              ]}
              onChange={(value) => save.mutate({ context, value })}
            />
          ))}
        </div>
      )}
    </Section>
  );
}
