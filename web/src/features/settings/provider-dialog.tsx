// Adds a provider, or changes one. A stored key is never shown: leaving the field empty keeps it.

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toApiError } from "@/api/errors";
import { createProvider, type ProviderInput, updateProvider } from "@/api/models";
import type { ChatProviderConfig } from "@/api/types";
import { SecretField, TextField } from "@/components/field";
import { FormDialog } from "@/components/form-dialog";
import { SelectField } from "@/components/select";
import { providerKind } from "../models/providers";
import { refreshModels } from "../models/use-providers";

type Whose = "server" | "own" | "own-else-server";

/** The flags of a provider behind each choice (chat-engine.md 2.1). */
const POLICIES: Record<Whose, ProviderInput> = {
  server: { central_api_key_enabled: true, allow_user_api_key: false, allow_central_api_key_fallback: false },
  own: { central_api_key_enabled: false, allow_user_api_key: true, allow_central_api_key_fallback: false },
  "own-else-server": {
    central_api_key_enabled: true,
    allow_user_api_key: true,
    allow_central_api_key_fallback: true,
  },
};

const WHOSE = [
  { value: "server", label: "The key of this server" },
  { value: "own-else-server", label: "People's own, else the key of this server" },
  { value: "own", label: "People's own only" },
];

function whoseKeys(provider: ChatProviderConfig): Whose {
  if (!provider.allow_user_api_key) return "server";
  return provider.allow_central_api_key_fallback ? "own-else-server" : "own";
}

interface Props {
  /** Null = a new one. */
  provider: ChatProviderConfig | null;
  choices: readonly string[];
  onClose: () => void;
}

export function ProviderDialog({ provider, choices, onClose }: Props) {
  const [choice, setChoice] = useState(provider?.provider ?? choices[0] ?? "");
  const [name, setName] = useState(provider?.display_name ?? "");
  const [apiKey, setApiKey] = useState("");
  const [baseUrl, setBaseUrl] = useState(provider?.base_url ?? "");
  const [whose, setWhose] = useState<Whose>(provider ? whoseKeys(provider) : "server");
  const kind = providerKind(choice);

  const save = useMutation({
    mutationFn: () => {
      const input = {
        base_url: baseUrl,
        ...POLICIES[whose],
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

  return (
    <FormDialog
      title={provider ? `Edit ${provider.display_name || kind.label}` : "Add provider"}
      action="Save"
      save={save}
      fields={["api_key", "base_url", "display_name"]}
      onClose={onClose}
    >
      {!provider && (
        <SelectField
          label="Provider"
          value={choice}
          onChange={setChoice}
          options={choices.map((it) => ({ value: it, label: providerKind(it).label }))}
        />
      )}
      <SelectField
        label="Whose keys are used"
        value={whose}
        onChange={(value) => setWhose(value as Whose)}
        options={WHOSE}
      />
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
    </FormDialog>
  );
}
