// A new group, or the names and the members of one that is there. All of it is saved at once.

import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useRef, useState } from "react";
import { toApiError } from "@/api/errors";
import { createGroup, type Group, updateGroup } from "@/api/groups";
import { TextField } from "@/components/field";
import { FormDialog } from "@/components/form-dialog";
import { IconButton } from "@/components/icon-button";
import { FindPerson } from "./find-person";
import { isEveryone, refreshGroups } from "./use-groups";

interface Props {
  /** Absent = a new one, in this organization. */
  group?: Group;
  organizationId: string;
  onClose: () => void;
}

interface Person {
  id: string;
  username: string;
  name?: string;
}

export function GroupDialog({ group, organizationId, onClose }: Props) {
  const fixed = group !== undefined && isEveryone(group);
  const [name, setName] = useState(group?.name ?? "");
  const [title, setTitle] = useState(group?.display_name ?? "");
  const [members, setMembers] = useState<readonly Person[]>(group?.members ?? []);
  // What was made stays made when its members are refused: the next try goes on with it.
  const made = useRef<Group>(undefined);
  const before = new Set(group?.members.map((it) => it.id));
  const now = new Set(members.map((it) => it.id));

  const save = useMutation({
    mutationFn: async () => {
      const target =
        group ?? made.current ?? (await createGroup(organizationId, { name, display_name: title }));
      made.current = target;
      const change = {
        name,
        display_name: title,
        add_users: [...now].filter((it) => !before.has(it)),
        remove_users: [...before].filter((it) => !now.has(it)),
      };
      await updateGroup(target.id, change);
    },
    onSuccess: async () => {
      await refreshGroups();
      onClose();
    },
  });
  const error = save.error && toApiError(save.error);

  return (
    <FormDialog
      title={group ? `Group ${group.display_name || group.name}` : "New group"}
      action={group ? "Save" : "Create"}
      save={save}
      disabled={!name}
      fields={["name", "display_name"]}
      onClose={onClose}
    >
      <TextField
        label="Name"
        required
        disabled={fixed}
        spellCheck={false}
        autoComplete="off"
        hint="Letters and digits, in groups joined by single dashes."
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={error?.field("name")}
      />
      <TextField
        label="Display name"
        optional
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        error={error?.field("display_name")}
      />
      {fixed ? (
        <p className="text-sm text-ink-2">All members of the organization are in this group.</p>
      ) : (
        <>
          <Members people={members} onChange={setMembers} />
          <FindPerson
            label="Add people"
            without={now}
            onPick={(person) => setMembers([...members, person])}
          />
        </>
      )}
    </FormDialog>
  );
}

function Members({ people, onChange }: { people: readonly Person[]; onChange: (people: Person[]) => void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-sm font-medium">Members</p>
      {people.length === 0 && <p className="text-sm text-ink-2">Nobody is in it yet.</p>}
      <Chips people={people} onChange={onChange} />
    </div>
  );
}

function Chips({ people, onChange }: { people: readonly Person[]; onChange: (people: Person[]) => void }) {
  if (people.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label="Members">
      {people.map((person) => (
        <li
          key={person.id}
          className="flex h-7 items-center gap-0.5 rounded-md border border-line bg-well pr-0.5 pl-2 text-sm"
        >
          {person.name || person.username}
          <IconButton
            label={`Remove ${person.username}`}
            onClick={() => onChange(people.filter((it) => it.id !== person.id))}
          >
            <X />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
