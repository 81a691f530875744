// Chooses how hard the model thinks. Nothing is shown for a model that cannot be asked.

import { Brain, ChevronDown } from "lucide-react";
import { Menu, MenuChoice } from "@/components/menu";
import { effortName, effortOptions, shownEffort } from "./efforts";
import { useModels } from "./model-choice";

interface Props {
  modelId: string | undefined;
  /** What the chat has, or was just chosen; "" = the model's default. */
  value: string;
  onChange: (effort: string) => void;
}

export function EffortPicker({ modelId, value, onChange }: Props) {
  const { data: models = [] } = useModels();
  const model = models.find((it) => it.id === modelId);
  const shown = shownEffort(model, value);
  if (!model || shown === null) return null;
  const name = shown === "" ? "Default" : effortName(shown);
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          data-testid="effort-picker"
          aria-label={`Reasoning effort: ${name}`}
          className="flex h-7 min-w-0 shrink-0 items-center gap-1 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink aria-expanded:bg-hover"
        >
          <Brain className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
          <span className="truncate max-sm:sr-only">{name}</span>
          <ChevronDown className="size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
        </button>
      }
    >
      <MenuChoice label="Reasoning effort" value={shown} onChange={onChange} options={effortOptions(model)} />
    </Menu>
  );
}
