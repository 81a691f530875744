// Gives a person or a group a limit of their own.

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { putGroupLimit, putPersonLimit } from "@/api/spend";
import type { User } from "@/api/types";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { FormDialog } from "@/components/form-dialog";
import { fromDollars } from "@/components/money";
import { SelectField } from "@/components/select";
import { FindPerson } from "../groups/find-person";
import { useGroups } from "../groups/use-groups";
import { refreshLimits } from "./refresh-limits";

const NOBODY: ReadonlySet<string> = new Set();

export function ExceptionDialog({ onClose }: { onClose: () => void }) {
  const { data: groups = [] } = useGroups();
  const [kind, setKind] = useState("group");
  const [group, setGroup] = useState("");
  const [person, setPerson] = useState<User | null>(null);
  const [amount, setAmount] = useState("");
  const micros = fromDollars(amount);
  const target = kind === "group" ? group : person?.id;
  const save = useMutation({
    mutationFn: async () => {
      if (!target || !micros) return;
      await (kind === "group" ? putGroupLimit(target, micros) : putPersonLimit(target, micros));
    },
    onSuccess: async () => {
      await refreshLimits();
      onClose();
    },
  });
  return (
    <FormDialog title="Add limit" action="Save" save={save} disabled={!target || !micros} onClose={onClose}>
      <SelectField
        label="For"
        value={kind}
        onChange={setKind}
        options={[
          { value: "group", label: "Each member of a group" },
          { value: "person", label: "One person" },
        ]}
      />
      {kind === "group" && (
        <SelectField
          label="Group"
          placeholder="Choose a group"
          value={group}
          onChange={setGroup}
          options={groups.map((it) => ({ value: it.id, label: it.display_name || it.name }))}
        />
      )}
      {kind === "person" &&
        (person ? (
          <p className="flex items-center justify-between gap-2 text-sm">
            {person.name || person.username}
            <Button onClick={() => setPerson(null)}>Choose another</Button>
          </p>
        ) : (
          <FindPerson label="Person" without={NOBODY} onPick={setPerson} />
        ))}
      <TextField
        label="Limit, in dollars"
        inputMode="decimal"
        value={amount}
        onChange={(event) => setAmount(event.target.value)}
        error={micros === undefined ? "must be an amount above 0, such as 20 or 0.50" : undefined}
      />
    </FormDialog>
  );
}
