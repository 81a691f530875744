// Groups of people. Everybody sees them; administrators make, fill and delete them.

import { Pencil, Plus, Trash2, Users } from "lucide-react";
import { useState } from "react";
import { deleteGroup, type Group } from "@/api/groups";
import { Button } from "@/components/button";
import { Confirm } from "@/components/confirm";
import { IconButton } from "@/components/icon-button";
import { Empty, Failed, Skeleton } from "@/components/states";
import { isOwner, useMe } from "../../session/session";
import { Rows, Section } from "../section";
import { GroupDialog } from "./group-dialog";
import { isEveryone, refreshGroups, useGroups } from "./use-groups";

export function GroupsSection() {
  const me = useMe();
  const owner = isOwner(me);
  const organizationId = me?.organization_ids[0];
  const { data: groups, error, refetch } = useGroups();
  const [editing, setEditing] = useState<Group | "new" | null>(null);
  const [deleting, setDeleting] = useState<Group | null>(null);
  const add = owner && organizationId && (
    <Button look="primary" onClick={() => setEditing("new")}>
      <Plus className="size-4" aria-hidden="true" /> New group
    </Button>
  );
  return (
    <Section
      title="Groups"
      lead="People who belong together. A group can have a usage limit for each of its members."
      action={add}
    >
      {!groups && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {groups?.length === 0 && (
        <Empty icon={<Users />} title="No group">
          You are in no organization, so you see no groups.
        </Empty>
      )}
      {groups && groups.length > 0 && (
        <Rows>
          {groups.map((group) => (
            <GroupRow
              key={group.id}
              group={group}
              mine={group.members.some((it) => it.id === me?.id)}
              onEdit={owner ? () => setEditing(group) : undefined}
              onDelete={owner && !isEveryone(group) ? () => setDeleting(group) : undefined}
            />
          ))}
        </Rows>
      )}
      {editing && organizationId && (
        <GroupDialog
          group={editing === "new" ? undefined : editing}
          organizationId={organizationId}
          onClose={() => setEditing(null)}
        />
      )}
      <Confirm
        open={deleting !== null}
        onOpenChange={() => setDeleting(null)}
        title={`Delete the group ${deleting?.display_name || deleting?.name || ""}?`}
        action="Delete group"
        onConfirm={async () => {
          if (deleting) await deleteGroup(deleting.id);
          await refreshGroups();
        }}
      >
        Its usage limit goes with it. The people stay.
      </Confirm>
    </Section>
  );
}

interface RowProps {
  group: Group;
  mine: boolean;
  onEdit?: () => void;
  onDelete?: () => void;
}

function GroupRow({ group, mine, onEdit, onDelete }: RowProps) {
  const name = group.display_name || group.name;
  const count = group.total_member_count;
  const facts = [
    group.display_name && group.name,
    count === 1 ? "1 member" : `${count.toLocaleString()} members`,
    mine && "you are in it",
  ].filter(Boolean);
  return (
    <li className="flex items-center gap-2 px-4 py-2.5 text-sm" data-testid="group-row">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="truncate text-xs text-ink-3">{facts.join(" · ")}</p>
      </div>
      {onEdit && (
        <IconButton label={`Edit ${name}`} onClick={onEdit}>
          <Pencil />
        </IconButton>
      )}
      {onDelete && (
        <IconButton label={`Delete ${name}`} onClick={onDelete}>
          <Trash2 />
        </IconButton>
      )}
    </li>
  );
}
