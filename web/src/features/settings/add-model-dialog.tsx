// Adds a model: one that the server knows, or any other by its name.

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toApiError } from "@/api/errors";
import { createModel } from "@/api/models";
import type { ChatModelConfig } from "@/api/types";
import { TextField } from "@/components/field";
import { FormDialog } from "@/components/form-dialog";
import { Notice } from "@/components/notice";
import { SelectField } from "@/components/select";
import { providerName } from "../models/providers";
import { refreshModels, useCatalog, useProviders } from "../models/use-providers";
import { type EffortConfig, EffortFields } from "./effort-fields";
import { KnownModels } from "./known-models";

interface Props {
  present: readonly ChatModelConfig[];
  onClose: () => void;
}

const DEFAULT_CONTEXT = 128_000;

export function AddModelDialog({ present, onClose }: Props) {
  const { data: providers = [] } = useProviders();
  const { data: catalog = [] } = useCatalog();
  const usable = providers.filter((it) => it.source !== "supported");
  const [choice, setChoice] = useState<string | null>(null);
  const [model, setModel] = useState("");
  const [context, setContext] = useState(DEFAULT_CONTEXT);
  const [effort, setEffort] = useState<EffortConfig | undefined>();
  const provider = choice ?? usable[0]?.provider ?? "";
  const taken = new Set(present.filter((it) => it.provider === provider).map((it) => it.model));
  const entry = catalog.find((it) => it.provider === provider);
  const known = (entry?.known_models ?? []).filter((it) => !taken.has(it.model));
  const chosen = known.find((it) => it.model === model);
  const efforts = (chosen?.reasoning ?? true) ? (entry?.reasoning_efforts ?? []) : [];

  const save = useMutation({
    mutationFn: () =>
      createModel({
        provider,
        model: model.trim(),
        context_limit: chosen?.context_limit ?? context,
        model_config: efforts.length > 0 && effort ? { reasoning_effort: effort } : undefined,
      }),
    onSuccess: async () => {
      await refreshModels();
      onClose();
    },
  });
  const error = save.error && toApiError(save.error);

  return (
    <FormDialog
      title="Add model"
      action="Add"
      save={save}
      disabled={!provider || !model}
      fields={["model", "context_limit"]}
      onClose={onClose}
    >
      {usable.length === 0 ? (
        <Notice tone="warn" title="Add a provider first" />
      ) : (
        <SelectField
          label="Provider"
          value={provider}
          onChange={(next) => {
            setChoice(next);
            setModel("");
            setEffort(undefined);
          }}
          options={usable.map((it) => ({
            value: it.provider,
            label: it.display_name || providerName(it.provider),
          }))}
        />
      )}
      <KnownModels known={known} value={model} onChange={setModel} error={error?.field("model")} />
      {model !== "" && !chosen && (
        <TextField
          label="Context window, tokens"
          type="number"
          min={1}
          required
          hint="This model is not in the list, so its size has to be said."
          value={context}
          onChange={(event) => setContext(event.target.valueAsNumber || 0)}
          error={error?.field("context_limit")}
        />
      )}
      {model !== "" && efforts.length > 0 && (
        <EffortFields efforts={efforts} value={effort} onChange={setEffort} />
      )}
    </FormDialog>
  );
}
