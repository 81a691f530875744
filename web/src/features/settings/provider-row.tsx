// One provider: its state, and what can be done with it.

import { useMutation } from "@tanstack/react-query";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteProvider, testProvider, updateProvider } from "@/api/models";
import type { ChatProviderConfig } from "@/api/types";
import { Button } from "@/components/button";
import { Confirm } from "@/components/confirm";
import { IconButton } from "@/components/icon-button";
import { Menu, MenuItem } from "@/components/menu";
import { ErrorNotice, Notice } from "@/components/notice";
import { Switch } from "@/components/switch";
import { toastError } from "@/components/toast";
import { providerName } from "../models/providers";
import { refreshModels } from "../models/use-providers";

export function ProviderRow({ provider, onEdit }: { provider: ChatProviderConfig; onEdit: () => void }) {
  const [deleting, setDeleting] = useState(false);
  const name = provider.display_name || providerName(provider.provider);
  const enable = useMutation({
    mutationFn: (enabled: boolean) => updateProvider(provider.id, { enabled }),
    onSuccess: refreshModels,
    onError: toastError,
  });
  const test = useMutation({ mutationFn: () => testProvider(provider.id) });
  const facts = [
    provider.has_api_key ? "Key set" : "No key",
    provider.base_url,
    provider.source === "env_preset" && "from the environment",
  ].filter(Boolean);

  return (
    <li className="px-4 py-3" data-testid="provider-row" data-provider={provider.provider}>
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="text-sm font-medium">{name}</p>
          <p className={provider.has_api_key ? "truncate text-xs text-ink-3" : "truncate text-xs text-warn"}>
            {facts.join(" · ")}
          </p>
        </div>
        <Button busy={test.isPending} onClick={() => test.mutate()}>
          Test key
        </Button>
        <Switch
          label={`${name} enabled`}
          checked={provider.enabled}
          disabled={enable.isPending}
          onChange={(enabled) => enable.mutate(enabled)}
        />
        <Menu
          align="end"
          trigger={
            <IconButton label={`More for ${name}`} className="-mr-1.5">
              <Ellipsis />
            </IconButton>
          }
        >
          <MenuItem icon={<Pencil />} onSelect={onEdit}>
            Edit
          </MenuItem>
          <MenuItem icon={<Trash2 />} danger onSelect={() => setDeleting(true)}>
            Delete
          </MenuItem>
        </Menu>
      </div>
      {test.data && (
        <Notice className="mt-2.5" tone={test.data.ok ? "plain" : "bad"} title={test.data.message}>
          {test.data.detail}
        </Notice>
      )}
      {test.error && (
        <div className="mt-2.5">
          <ErrorNotice error={test.error} />
        </div>
      )}
      <Confirm
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${name}?`}
        action="Delete provider"
        onConfirm={async () => {
          await deleteProvider(provider.id);
          await refreshModels();
        }}
      >
        Its key is forgotten. Chats that use its models cannot go on with them.
      </Confirm>
    </li>
  );
}
