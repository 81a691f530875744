// A person's own keys for providers that take them. Nothing is shown where none does.

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toApiError } from "@/api/errors";
import { deleteOwnKey, listOwnKeys, putOwnKey } from "@/api/models";
import { keys, queryClient } from "@/api/query";
import type { UserChatProviderConfig } from "@/api/types";
import { Button } from "@/components/button";
import { Confirm } from "@/components/confirm";
import { SecretField } from "@/components/field";
import { FormDialog } from "@/components/form-dialog";
import { showToast } from "@/components/toast";
import { providerKind } from "../models/providers";
import { Rows, Section } from "./section";

const refresh = () =>
  Promise.all([keys.ownKeys, keys.catalog].map((queryKey) => queryClient.invalidateQueries({ queryKey })));

export function OwnKeys() {
  const { data: providers } = useQuery({ queryKey: keys.ownKeys, queryFn: listOwnKeys });
  const [entering, setEntering] = useState<UserChatProviderConfig | null>(null);
  const [removing, setRemoving] = useState<UserChatProviderConfig | null>(null);
  if (!providers || providers.length === 0) return null;
  return (
    <Section
      title="Your model keys"
      lead="These providers take a key of your own. It is stored encrypted, never shown again, and used for your chats alone."
    >
      <Rows>
        {providers.map((it) => (
          <OwnKeyRow
            key={it.provider_id}
            provider={it}
            onEnter={() => setEntering(it)}
            onRemove={() => setRemoving(it)}
          />
        ))}
      </Rows>
      {entering && <OwnKeyDialog provider={entering} onClose={() => setEntering(null)} />}
      <Confirm
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={`Remove your key for ${removing?.display_name ?? ""}?`}
        action="Remove key"
        onConfirm={async () => {
          if (removing) await deleteOwnKey(removing.provider_id);
          await refresh();
        }}
      >
        {removing?.has_central_api_key_fallback
          ? "Your chats then use the key of this server."
          : "Your chats cannot use its models then."}
      </Confirm>
    </Section>
  );
}

interface RowProps {
  provider: UserChatProviderConfig;
  onEnter: () => void;
  onRemove: () => void;
}

function OwnKeyRow({ provider, onEnter, onRemove }: RowProps) {
  const state = provider.has_user_api_key
    ? "Uses your key"
    : provider.has_central_api_key_fallback
      ? "Uses the key of this server"
      : "Needs your key";
  return (
    <li className="flex items-center gap-3 px-4 py-2.5 text-sm" data-testid="own-key-row">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{provider.display_name}</p>
        <p className="text-xs text-ink-3">{state}</p>
      </div>
      <Button onClick={onEnter} aria-label={`Enter your key for ${provider.display_name}`}>
        {provider.has_user_api_key ? "Replace" : "Enter key"}
      </Button>
      {provider.has_user_api_key && (
        <Button look="danger" onClick={onRemove} aria-label={`Remove your key for ${provider.display_name}`}>
          Remove
        </Button>
      )}
    </li>
  );
}

function OwnKeyDialog({ provider, onClose }: { provider: UserChatProviderConfig; onClose: () => void }) {
  const [key, setKey] = useState("");
  const save = useMutation({
    mutationFn: () => putOwnKey(provider.provider_id, key),
    onSuccess: async () => {
      showToast("Key stored.");
      await refresh();
      onClose();
    },
  });
  const error = save.error && toApiError(save.error);
  return (
    <FormDialog
      title={`Your key for ${provider.display_name}`}
      action="Save"
      save={save}
      fields={["api_key"]}
      onClose={onClose}
    >
      <SecretField
        label="API key"
        autoComplete="off"
        required
        hint={providerKind(provider.provider).keyHint}
        value={key}
        onChange={(event) => setKey(event.target.value)}
        error={error?.field("api_key")}
      />
    </FormDialog>
  );
}
