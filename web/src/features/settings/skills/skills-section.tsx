// One's own skills: what chats can look up when a task fits.

import { useQuery } from "@tanstack/react-query";
import { BookOpen, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { deleteSkill, refreshSkills, type Skill, skills, skillsKey } from "@/api/skills";
import { Button } from "@/components/button";
import { Confirm } from "@/components/confirm";
import { IconButton } from "@/components/icon-button";
import { Empty, Failed, Skeleton } from "@/components/states";
import { Rows, Section } from "../section";
import { SkillDialog } from "./skill-dialog";

export function SkillsSection() {
  const { data, error, refetch } = useQuery({ queryKey: skillsKey, queryFn: skills });
  const [editing, setEditing] = useState<Skill | "new" | null>(null);
  const [deleting, setDeleting] = useState<Skill | null>(null);
  const add = (
    <Button onClick={() => setEditing("new")}>
      <Plus className="size-4" aria-hidden="true" /> New skill
    </Button>
  );
  return (
    <Section
      title="Your skills"
      lead="Instructions for certain tasks. Your chats know what each is for, and read it when a task fits."
      action={data && data.length > 0 && add}
    >
      {!data && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {data?.length === 0 && (
        <Empty icon={<BookOpen />} title="No skill yet" action={add}>
          How you review, how you write a report: write it down once.
        </Empty>
      )}
      {data && data.length > 0 && (
        <Rows>
          {data.map((skill) => (
            <li key={skill.id} data-testid="skill-row" className="flex items-center gap-2 px-3 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="truncate font-mono text-sm">{skill.name}</p>
                <p className="line-clamp-2 text-xs text-ink-3">{skill.description}</p>
              </div>
              <IconButton label={`Edit ${skill.name}`} onClick={() => setEditing(skill)}>
                <Pencil />
              </IconButton>
              <IconButton label={`Delete ${skill.name}`} onClick={() => setDeleting(skill)}>
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </Rows>
      )}
      {editing && (
        <SkillDialog skill={editing === "new" ? undefined : editing} onClose={() => setEditing(null)} />
      )}
      <Confirm
        open={deleting !== null}
        onOpenChange={() => setDeleting(null)}
        title={`Delete the skill ${deleting?.name ?? ""}?`}
        action="Delete skill"
        onConfirm={async () => {
          if (deleting) await deleteSkill(deleting.name);
          await refreshSkills();
        }}
      >
        Chats that have read it keep what they read.
      </Confirm>
    </Section>
  );
}
