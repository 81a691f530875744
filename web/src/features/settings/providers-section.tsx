// The providers of models: keys, addresses, on and off, and a test of the key.

import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { ChatProviderConfig } from "@/api/types";
import { Button } from "@/components/button";
import { Empty, Failed, Skeleton } from "@/components/states";
import { useProviders } from "../models/use-providers";
import { ProviderDialog } from "./provider-dialog";
import { ProviderRow } from "./provider-row";
import { Rows, Section } from "./section";

type Editing = { provider: ChatProviderConfig | null } | null;

export function ProvidersSection() {
  const { data: providers, error, refetch } = useProviders();
  const [editing, setEditing] = useState<Editing>(null);
  const set = providers?.filter((it) => it.source !== "supported") ?? [];
  const free = providers?.filter((it) => it.source === "supported") ?? [];
  const add = (
    <Button look="primary" onClick={() => setEditing({ provider: null })} disabled={free.length === 0}>
      <Plus className="size-4" aria-hidden="true" /> Add provider
    </Button>
  );

  return (
    <Section
      title="Providers"
      lead="Where models come from. Keys are stored encrypted and never shown again."
      action={set.length > 0 && add}
    >
      {!providers && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton rows={4} />)}
      {providers && set.length === 0 && (
        <Empty icon={<KeyRound />} title="No provider yet" action={add}>
          Add one with its key, or start the server with ANTHROPIC_API_KEY or OPENAI_API_KEY set.
        </Empty>
      )}
      {set.length > 0 && (
        <Rows>
          {set.map((provider) => (
            <ProviderRow key={provider.id} provider={provider} onEdit={() => setEditing({ provider })} />
          ))}
        </Rows>
      )}
      {editing && (
        <ProviderDialog
          provider={editing.provider}
          choices={free.map((it) => it.provider)}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}
