// Whether the chat plans: it changes nothing but the plan until the person approves.

import clsx from "clsx";
import { ClipboardList } from "lucide-react";
import { Hint } from "@/components/hint";

interface Props {
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

export function PlanToggle({ on, disabled, onChange }: Props) {
  const words = on
    ? "Plans: nothing is changed but the plan until you approve it"
    : "Plan first: let the model look, ask and propose before it changes anything";
  return (
    <Hint text={words} keys={["Mod", "."]} side="top">
      <button
        type="button"
        data-testid="plan-toggle"
        aria-pressed={on}
        aria-label="Plan mode"
        disabled={disabled}
        onClick={() => onChange(!on)}
        className={clsx(
          "flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 text-sm disabled:opacity-50",
          on ? "bg-accent-soft font-medium text-accent" : "text-ink-2 hover:bg-hover hover:text-ink",
        )}
      >
        <ClipboardList className="size-3.5 shrink-0" aria-hidden="true" />
        <span className="max-sm:sr-only">Plan</span>
      </button>
    </Hint>
  );
}
