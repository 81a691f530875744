// Adds a provider, or changes one. A stored key is never shown: leaving the field empty keeps it.

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { toApiError } from "@/api/errors";
import { createProvider, updateProvider } from "@/api/models";
import type { ChatProviderConfig } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { SecretField, TextField } from "@/components/field";
import { ErrorNotice } from "@/components/notice";
import { SelectField } from "@/components/select";
import { providerKind } from "../models/providers";
import { refreshModels } from "../models/use-providers";

interface Props {
  /** Null = a new one. */
  provider: ChatProviderConfig | null;
  choices: readonly string[];
  onClose: () => void;
}

export function ProviderDialog({ provider, choices, onClose }: Props) {
  const form = useId();
  const [choice, setChoice] = useState(provider?.provider ?? choices[0] ?? "");
  const [name, setName] = useState(provider?.display_name ?? "");
  const [apiKey, setApiKey] = useState("");
  const [baseUrl, setBaseUrl] = useState(provider?.base_url ?? "");
  const kind = providerKind(choice);

  const save = useMutation({
    mutationFn: () => {
      const input = {
        base_url: baseUrl,
        ...(name ? { display_name: name } : {}),
        ...(apiKey ? { api_key: apiKey } : {}),
      };
      return provider ? updateProvider(provider.id, input) : createProvider(choice, input);
    },
    onSuccess: async () => {
      await refreshModels();
      onClose();
    },
  });
  const error = save.error && toApiError(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={provider ? `Edit ${provider.display_name || kind.label}` : "Add provider"}
      footer={
        <>
          <Button size="md" onClick={onClose}>
            Cancel
          </Button>
          <Button size="md" look="primary" type="submit" form={form} busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {!provider && (
          <SelectField
            label="Provider"
            value={choice}
            onChange={setChoice}
            options={choices.map((it) => ({ value: it, label: providerKind(it).label }))}
          />
        )}
        <SecretField
          label="API key"
          autoComplete="off"
          placeholder={provider?.has_api_key ? "Keep the stored key" : undefined}
          hint={kind.keyHint}
          value={apiKey}
          onChange={(event) => setApiKey(event.target.value)}
          error={error?.field("api_key")}
        />
        <TextField
          label="Base URL"
          type="url"
          optional={!kind.needsUrl}
          required={kind.needsUrl}
          placeholder={kind.urlExample}
          value={baseUrl}
          onChange={(event) => setBaseUrl(event.target.value)}
          error={error?.field("base_url")}
        />
        <TextField
          label="Name"
          optional
          placeholder={kind.label}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={error?.field("display_name")}
        />
        {error && error.validations.length === 0 && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}
