// One model that chats may use.

import { useMutation } from "@tanstack/react-query";
import { Brain, Ellipsis, Star, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteModel, type ModelChange, updateModel } from "@/api/models";
import type { ChatModelConfig } from "@/api/types";
import { Confirm } from "@/components/confirm";
import { IconButton } from "@/components/icon-button";
import { Menu, MenuItem } from "@/components/menu";
import { Switch } from "@/components/switch";
import { toastError } from "@/components/toast";
import { effortName } from "../models/efforts";
import { providerName } from "../models/providers";
import { refreshModels, useCatalog } from "../models/use-providers";
import { EffortDialog } from "./effort-dialog";

export function ModelRow({ model }: { model: ChatModelConfig }) {
  const [deleting, setDeleting] = useState(false);
  const [asking, setAsking] = useState(false);
  const { data: catalog = [] } = useCatalog();
  const efforts = catalog.find((it) => it.provider === model.provider)?.reasoning_efforts ?? [];
  const highest = model.reasoning_efforts?.at(-1);
  const change = useMutation({
    mutationFn: (input: ModelChange) => updateModel(model.id, input),
    onSuccess: refreshModels,
    onError: toastError,
  });
  const facts = [
    providerName(model.provider),
    model.model !== model.display_name && model.model,
    `${model.context_limit.toLocaleString()} tokens`,
    highest && `effort up to ${effortName(highest).toLowerCase()}`,
  ].filter(Boolean);

  return (
    <li className="flex items-center gap-3 px-4 py-2.5" data-testid="model-row" data-model={model.model}>
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 text-sm font-medium">
          <span className="truncate">{model.display_name}</span>
          {model.is_default && (
            <span className="rounded bg-accent-soft px-1.5 text-xs font-medium text-accent">Default</span>
          )}
        </p>
        <p className="truncate text-xs text-ink-3">{facts.join(" · ")}</p>
      </div>
      <Switch
        label={`${model.display_name} enabled`}
        checked={model.enabled}
        disabled={change.isPending}
        onChange={(enabled) => change.mutate({ enabled })}
      />
      <Menu
        align="end"
        trigger={
          <IconButton label={`More for ${model.display_name}`} className="-mr-1.5">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem
          icon={<Star />}
          disabled={model.is_default || !model.enabled}
          onSelect={() => change.mutate({ is_default: true })}
        >
          Make default
        </MenuItem>
        {efforts.length > 0 && (
          <MenuItem icon={<Brain />} onSelect={() => setAsking(true)}>
            Reasoning effort
          </MenuItem>
        )}
        <MenuItem icon={<Trash2 />} danger onSelect={() => setDeleting(true)}>
          Delete
        </MenuItem>
      </Menu>
      {asking && <EffortDialog model={model} efforts={efforts} onClose={() => setAsking(false)} />}
      <Confirm
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${model.display_name}?`}
        action="Delete model"
        onConfirm={async () => {
          await deleteModel(model.id);
          await refreshModels();
        }}
      >
        Chats that use it need another model to go on.
      </Confirm>
    </li>
  );
}
