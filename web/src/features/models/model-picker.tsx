// Chooses the model of the next message.

import { useNavigate } from "@tanstack/react-router";
import { ChevronDown, Settings2 } from "lucide-react";
import { Menu, MenuChoice, MenuItem, MenuLine } from "@/components/menu";
import { useModels } from "./model-choice";
import { providerName } from "./providers";

interface Props {
  value: string | undefined;
  onChange: (modelId: string) => void;
}

export function ModelPicker({ value, onChange }: Props) {
  const navigate = useNavigate();
  const { data: models = [] } = useModels();
  const usable = models.filter((model) => model.enabled);
  const current = models.find((model) => model.id === value);
  const providers = [...new Set(usable.map((model) => model.provider))];
  const name = current?.display_name ?? "Choose a model";

  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          data-testid="model-picker"
          aria-label={`Model: ${name}`}
          className="flex h-7 min-w-0 items-center gap-1 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink aria-expanded:bg-hover"
        >
          <span className="truncate">{name}</span>
          <ChevronDown className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
        </button>
      }
    >
      {providers.map((provider) => (
        <MenuChoice
          key={provider}
          label={providerName(provider)}
          value={value ?? ""}
          onChange={onChange}
          options={usable
            .filter((model) => model.provider === provider)
            .map((model) => ({ value: model.id, label: model.display_name }))}
        />
      ))}
      <MenuLine />
      <MenuItem icon={<Settings2 />} onSelect={() => void navigate({ to: "/settings/models" })}>
        Manage models
      </MenuItem>
    </Menu>
  );
}
