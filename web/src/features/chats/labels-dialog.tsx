// The labels of a chat: names and values to find it by.

import { useMutation } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { updateChat } from "@/api/chats";
import type { Chat } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { INPUT_CLASS } from "@/components/field";
import { IconButton } from "@/components/icon-button";
import { ErrorNotice } from "@/components/notice";
import { checkRows, type LabelRow, MOST_LABELS, toLabels, toRows } from "./labels";
import { rememberChat } from "./use-chats";

interface Props {
  chat: Chat;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function LabelsDialog(props: Props) {
  // Opened anew it begins with what the chat has by then.
  return props.open ? <OpenDialog {...props} /> : null;
}

function startRows(chat: Chat): LabelRow[] {
  const rows = toRows(chat.labels);
  return rows.length > 0 ? rows : [{ id: 0, key: "", value: "" }];
}

function OpenDialog({ chat, open, onOpenChange }: Props) {
  const form = useId();
  const [rows, setRows] = useState(() => startRows(chat));
  const [checked, setChecked] = useState(false);
  const problems = checked ? checkRows(rows) : new Map<number, string>();
  const save = useMutation({
    mutationFn: (labels: Record<string, string>) => updateChat(chat.id, { labels }),
    onSuccess: (_nothing, labels) => {
      rememberChat({ ...chat, labels });
      onOpenChange(false);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (checkRows(rows).size === 0) save.mutate(toLabels(rows));
  };
  const change = (id: number, fields: Partial<LabelRow>) =>
    setRows(rows.map((row) => (row.id === id ? { ...row, ...fields } : row)));
  const add = () =>
    setRows([...rows, { id: Math.max(-1, ...rows.map((row) => row.id)) + 1, key: "", value: "" }]);

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Labels"
      description="Find chats by them: type label:team:web in the search."
      footer={
        <>
          <Button size="md" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button size="md" look="primary" type="submit" form={form} busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-2">
        {rows.map((row, index) => (
          <Row
            key={row.id}
            row={row}
            place={index + 1}
            problem={problems.get(row.id)}
            onChange={(fields) => change(row.id, fields)}
            onRemove={() => setRows(rows.filter((it) => it.id !== row.id))}
          />
        ))}
        <Button look="ghost" className="self-start" disabled={rows.length >= MOST_LABELS} onClick={add}>
          <Plus className="size-4" aria-hidden="true" />
          Add label
        </Button>
        {save.error && <ErrorNotice error={save.error} />}
      </form>
    </Dialog>
  );
}

interface RowProps {
  row: LabelRow;
  place: number;
  problem: string | undefined;
  onChange: (fields: Partial<LabelRow>) => void;
  onRemove: () => void;
}

function Row({ row, place, problem, onChange, onRemove }: RowProps) {
  const note = useId();
  const wiring = {
    spellCheck: false,
    "aria-invalid": problem ? true : undefined,
    "aria-describedby": problem ? note : undefined,
    className: INPUT_CLASS,
  };
  return (
    <div data-testid="label-row">
      <div className="flex items-center gap-1.5">
        <input
          {...wiring}
          aria-label={`Name of label ${place}`}
          placeholder="team"
          value={row.key}
          onChange={(event) => onChange({ key: event.target.value })}
        />
        <input
          {...wiring}
          aria-label={`Value of label ${place}`}
          placeholder="web"
          value={row.value}
          onChange={(event) => onChange({ value: event.target.value })}
        />
        <IconButton label={`Remove label ${place}`} onClick={onRemove}>
          <X />
        </IconButton>
      </div>
      {problem && (
        <p id={note} className="mt-1 text-xs text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}
