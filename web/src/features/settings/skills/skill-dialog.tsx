// A new skill, or the text of one that is there.

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toApiError } from "@/api/errors";
import { createSkill, refreshSkills, type Skill, skillText, updateSkill } from "@/api/skills";
import { Field, INPUT_CLASS } from "@/components/field";
import { FormDialog } from "@/components/form-dialog";
import { Failed, Skeleton } from "@/components/states";

/** What a new one begins with. */
const BEGINNING = `---
name: my-skill
description: When to use it, in one sentence.
---

What to do, step by step.
`;

interface Props {
  /** Absent = a new one. */
  skill?: Skill;
  onClose: () => void;
}

export function SkillDialog({ skill, onClose }: Props) {
  const stored = useQuery({
    queryKey: ["skills", "text", skill?.name],
    queryFn: () => skillText(skill?.name ?? ""),
    enabled: skill !== undefined,
    // What is edited must be what is stored now.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (skill ? stored.data : BEGINNING);
  const save = useMutation({
    mutationFn: () => (skill ? updateSkill(skill.name, text ?? "") : createSkill(text ?? "")),
    onSuccess: async () => {
      await refreshSkills();
      onClose();
    },
  });
  const error = save.error && toApiError(save.error);
  const wrong = error?.field("content") ?? error?.field("name");
  return (
    <FormDialog
      wide
      title={skill ? `Skill ${skill.name}` : "New skill"}
      action={skill ? "Save" : "Create"}
      save={save}
      disabled={typed === undefined}
      fields={["content", "name"]}
      onClose={onClose}
    >
      {text === undefined &&
        (stored.error ? (
          <Failed error={stored.error} retry={() => void stored.refetch()} />
        ) : (
          <Skeleton rows={8} />
        ))}
      {text !== undefined && (
        <Field
          label="Text"
          hint="Markdown behind a head that says its name and what it is for; at most 64 KiB. It goes to the model as it is: keep secrets out of it."
          error={wrong}
        >
          {(wiring) => (
            <textarea
              {...wiring}
              rows={14}
              spellCheck={false}
              value={text}
              onChange={(event) => setTyped(event.target.value)}
              className={`${INPUT_CLASS} h-auto py-2 font-mono text-xs leading-relaxed`}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
