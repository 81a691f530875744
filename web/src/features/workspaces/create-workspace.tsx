// Makes a workspace from a template.

import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { toApiError } from "@/api/errors";
import { keys } from "@/api/query";
import type { Workspace } from "@/api/types";
import { createWorkspace, listTemplates } from "@/api/workspaces";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { TextField } from "@/components/field";
import { ErrorNotice } from "@/components/notice";
import { SelectField } from "@/components/select";
import { refreshWorkspace } from "./use-workspaces";

interface Props {
  onClose: () => void;
  onCreated: (workspace: Workspace) => void;
}

export function CreateWorkspace({ onClose, onCreated }: Props) {
  const form = useId();
  const { data: templates = [], error: unread } = useQuery({
    queryKey: keys.templates,
    queryFn: listTemplates,
  });
  const [choice, setChoice] = useState<string | null>(null);
  const [name, setName] = useState("");
  const template = choice ?? templates[0]?.id ?? "";

  const create = useMutation({
    mutationFn: () => createWorkspace(template, name),
    onSuccess: async (workspace) => {
      await refreshWorkspace(workspace.id);
      onClose();
      onCreated(workspace);
    },
  });
  const error = create.error ? toApiError(create.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New workspace"
      footer={
        <>
          <Button size="md" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="md"
            look="primary"
            type="submit"
            form={form}
            busy={create.isPending}
            disabled={template === ""}
          >
            Create
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {unread && <ErrorNotice error={unread} title="The templates could not be read." />}
        <SelectField
          label="Template"
          value={template}
          onChange={setChoice}
          placeholder="Loading"
          options={templates.map((it) => ({
            value: it.id,
            label: it.display_name || it.name,
            detail: it.description,
          }))}
        />
        <TextField
          label="Name"
          required
          autoFocus
          autoComplete="off"
          spellCheck={false}
          maxLength={32}
          hint="Letters and digits, joined by single dashes."
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={error?.field("name")}
        />
        {error && error.validations.length === 0 && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}
