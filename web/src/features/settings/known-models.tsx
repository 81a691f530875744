// A field for a model's name, with the known ones under it that fit.

import clsx from "clsx";
import type { SuggestedModel } from "@/api/types";
import { TextField } from "@/components/field";

interface Props {
  known: readonly SuggestedModel[];
  value: string;
  onChange: (model: string) => void;
  error?: string;
}

export function KnownModels({ known, value, onChange, error }: Props) {
  const wanted = value.toLowerCase();
  const exact = known.some((it) => it.model === value);
  const shown = exact
    ? known
    : known.filter(
        (it) => it.model.toLowerCase().includes(wanted) || it.display_name.toLowerCase().includes(wanted),
      );
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label="Model"
        required
        spellCheck={false}
        autoComplete="off"
        placeholder={
          known.length > 0 ? "Filter, or a name that is not in the list" : "As the provider names it"
        }
        value={value}
        onChange={(event) => onChange(event.target.value)}
        error={error}
      />
      {shown.length > 0 && (
        <ul className="max-h-52 overflow-y-auto rounded-lg border border-line p-1" aria-label="Known models">
          {shown.map((model) => (
            <li key={model.model}>
              <button
                type="button"
                aria-pressed={model.model === value}
                onClick={() => onChange(model.model)}
                className={clsx(
                  "flex w-full items-baseline gap-2 rounded px-2 py-1 text-left text-sm",
                  model.model === value ? "bg-accent-soft" : "hover:bg-hover",
                )}
              >
                <span className="truncate">{model.display_name}</span>
                <span className="min-w-0 flex-1 truncate font-mono text-xs text-ink-3">{model.model}</span>
                <span className="shrink-0 text-xs text-ink-3 tabular-nums">
                  {Math.round(model.context_limit / 1000).toLocaleString()}k
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
