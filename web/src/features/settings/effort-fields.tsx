// How hard a model may be asked to think: the most that people can choose, and what it does when nobody does.

import type { components } from "@/api/schema";
import { SelectField } from "@/components/select";
import { effortName } from "../models/efforts";

/** As the API has it: null and absence are the same. */
export type EffortConfig = components["schemas"]["ModelReasoningEffort"];

interface Props {
  /** What the provider takes, low to high. */
  efforts: readonly string[];
  /** Absent = nobody can choose. */
  value: EffortConfig | undefined;
  onChange: (value: EffortConfig | undefined) => void;
  error?: string;
}

// A choice must have a value that is not empty.
const NONE = "-";

export function EffortFields({ efforts, value, onChange, error }: Props) {
  const words = efforts.map((it) => ({ value: it, label: effortName(it) }));
  const max = value && (value.max ?? efforts.at(-1) ?? NONE);
  const allowed = max ? words.slice(0, words.findIndex((it) => it.value === max) + 1) : [];
  const setMax = (next: string) => {
    if (next === NONE) return onChange(undefined);
    const keeps = value?.default && efforts.indexOf(value.default) <= efforts.indexOf(next);
    onChange({ max: next, default: keeps ? value.default : undefined });
  };
  return (
    <>
      <SelectField
        label="Highest reasoning effort"
        hint="More effort means better answers to hard questions, and more tokens."
        value={max ?? NONE}
        onChange={setMax}
        options={[{ value: NONE, label: "Nobody can choose" }, ...words]}
        error={error}
      />
      {value && (
        <SelectField
          label="Reasoning effort when nobody chooses"
          value={value.default ?? NONE}
          onChange={(next) => onChange({ max, default: next === NONE ? undefined : next })}
          options={[{ value: NONE, label: "Left to the provider" }, ...allowed]}
        />
      )}
    </>
  );
}
