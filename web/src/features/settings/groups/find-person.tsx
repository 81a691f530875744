// A field to look for people, with those that fit under it.

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { findPeople } from "@/api/groups";
import { keys } from "@/api/query";
import type { User } from "@/api/types";
import { TextField } from "@/components/field";
import { useDebounced } from "@/components/use-debounced";

interface Props {
  label: string;
  /** The ids of those who are not to be offered. */
  without: ReadonlySet<string>;
  onPick: (person: User) => void;
  error?: string;
}

export function FindPerson({ label, without, onPick, error }: Props) {
  const [text, setText] = useState("");
  const wanted = useDebounced(text, 200);
  const { data: people } = useQuery({ queryKey: keys.people(wanted), queryFn: () => findPeople(wanted) });
  const shown = people?.filter((it) => !without.has(it.id));
  const pick = (person: User) => {
    setText("");
    onPick(person);
  };
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={label}
        autoComplete="off"
        spellCheck={false}
        placeholder="A name or an address"
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={error}
      />
      {shown?.length === 0 && (
        <p className="text-xs text-ink-3">{wanted === "" ? "Everybody is in." : "Nobody fits."}</p>
      )}
      {shown && shown.length > 0 && (
        <ul className="max-h-40 overflow-y-auto rounded-lg border border-line p-1" aria-label="People">
          {shown.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                onClick={() => pick(person)}
                className="flex w-full items-baseline gap-2 rounded px-2 py-1 text-left text-sm hover:bg-hover"
              >
                <span className="truncate">{person.name || person.username}</span>
                <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{person.email}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
