// A choice of one out of few, with the same look as the text fields.

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import { Field, INPUT_CLASS } from "./field";

export interface Option {
  value: string;
  label: string;
  detail?: string;
}

interface Props {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  hint?: string;
  error?: string;
  placeholder?: string;
}

export function SelectField({ label, value, options, onChange, hint, error, placeholder }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wiring) => (
        <Radix.Root value={value} onValueChange={onChange}>
          <Radix.Trigger
            {...wiring}
            aria-label={label}
            className={`${INPUT_CLASS} flex items-center justify-between`}
          >
            <Radix.Value placeholder={placeholder} />
            <Radix.Icon>
              <ChevronDown className="size-4 text-ink-3" aria-hidden="true" />
            </Radix.Icon>
          </Radix.Trigger>
          <Radix.Portal>
            <Radix.Content
              position="popper"
              sideOffset={4}
              className="z-60 max-h-[min(24rem,var(--radix-select-content-available-height))] w-(--radix-select-trigger-width) animate-rise overflow-hidden rounded-lg border border-line bg-raised shadow-2"
            >
              <Radix.Viewport className="p-1">
                {options.map((option) => (
                  <SelectItem key={option.value} option={option} />
                ))}
              </Radix.Viewport>
            </Radix.Content>
          </Radix.Portal>
        </Radix.Root>
      )}
    </Field>
  );
}

function SelectItem({ option }: { option: Option }) {
  return (
    <Radix.Item
      value={option.value}
      className="flex cursor-default items-center gap-2 rounded px-2 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover"
    >
      <span className="min-w-0 flex-1">
        <Radix.ItemText>{option.label}</Radix.ItemText>
        {option.detail && <span className="block text-xs text-ink-3">{option.detail}</span>}
      </span>
      <Radix.ItemIndicator>
        <Check className="size-4 text-accent" aria-hidden="true" />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
