// The first provider, asked for in place: which one, its key, and for servers of one's own the address and the model.

import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { RadioGroup } from "radix-ui";
import { type FormEvent, useState } from "react";
import { toApiError } from "@/api/errors";
import { Button } from "@/components/button";
import { SecretField, TextField } from "@/components/field";
import { ErrorNotice, Notice } from "@/components/notice";
import { isOwner, useMe } from "../session/session";
import { FIRST_PROVIDERS, providerKind } from "./providers";
import { type ProviderForm, setUpProvider } from "./save-provider";
import { refreshModels } from "./use-providers";

const EMPTY: ProviderForm = {
  provider: "anthropic",
  apiKey: "",
  baseUrl: "",
  model: "",
  contextLimit: 32_768,
};

export function AddProviderCard() {
  const me = useMe();
  if (me && !isOwner(me)) {
    return (
      <Notice title="No model is set up yet">
        An owner of this server has to add a model provider before chats can begin.
      </Notice>
    );
  }
  return <ProviderCard />;
}

function ProviderCard() {
  const [form, setForm] = useState(EMPTY);
  const kind = providerKind(form.provider);
  const change = (part: Partial<ProviderForm>) => setForm({ ...form, ...part });
  const save = useMutation({ mutationFn: () => setUpProvider(form), onSuccess: refreshModels });
  const choose = (provider: string) => {
    setForm({ ...EMPTY, provider });
    save.reset();
  };
  const error = save.error && toApiError(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };

  return (
    <form
      onSubmit={submit}
      aria-label="Add a model provider"
      data-testid="add-provider"
      className="flex flex-col gap-4 rounded-xl border border-line bg-raised p-5 shadow-1"
    >
      <ProviderChoice value={form.provider} onChange={choose} />
      {kind.needsUrl && (
        <TextField
          label="Base URL"
          type="url"
          required
          placeholder={kind.urlExample}
          value={form.baseUrl}
          onChange={(event) => change({ baseUrl: event.target.value })}
          error={error?.field("base_url")}
        />
      )}
      <SecretField
        label="API key"
        autoComplete="off"
        autoFocus
        required={!kind.needsUrl}
        optional={kind.needsUrl}
        hint={kind.keyHint}
        value={form.apiKey}
        onChange={(event) => change({ apiKey: event.target.value })}
        error={error?.field("api_key")}
      />
      {kind.needsUrl && <OwnModel form={form} change={change} error={error?.field("model")} />}
      {error && error.validations.length === 0 && <ErrorNotice error={error} />}
      <div className="flex items-center justify-between gap-3">
        <p className="text-xs text-ink-3">
          The key is stored encrypted and never shown again. Others are under{" "}
          <Link
            to="/settings/providers"
            className="text-accent underline decoration-accent-line underline-offset-3"
          >
            Settings
          </Link>
          .
        </p>
        <Button type="submit" look="primary" size="md" busy={save.isPending}>
          Save and test
        </Button>
      </div>
    </form>
  );
}

interface OwnModelProps {
  form: ProviderForm;
  change: (part: Partial<ProviderForm>) => void;
  error: string | undefined;
}

function OwnModel({ form, change, error }: OwnModelProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
      <TextField
        label="Model"
        required
        spellCheck={false}
        placeholder="As the server names it"
        value={form.model}
        onChange={(event) => change({ model: event.target.value })}
        error={error}
      />
      <TextField
        label="Context, tokens"
        type="number"
        required
        min={1}
        value={form.contextLimit}
        onChange={(event) => change({ contextLimit: event.target.valueAsNumber || 0 })}
      />
    </div>
  );
}

function ProviderChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <RadioGroup.Root
      aria-label="Provider"
      value={value}
      onValueChange={onChange}
      className="flex gap-1 rounded-lg bg-well p-1"
    >
      {FIRST_PROVIDERS.map((provider) => (
        <RadioGroup.Item
          key={provider}
          value={provider}
          className={clsx(
            "h-8 flex-auto truncate rounded-md px-1.5 sm:flex-1 text-sm text-ink-2 hover:text-ink",
            "data-[state=checked]:bg-raised data-[state=checked]:font-medium data-[state=checked]:text-ink data-[state=checked]:shadow-1",
          )}
        >
          {providerKind(provider).label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
