// Gives a chat another title.

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { updateChat } from "@/api/chats";
import { toApiError } from "@/api/errors";
import type { Chat } from "@/api/types";
import { Button } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { TextField } from "@/components/field";
import { rememberChat } from "./use-chats";

interface Props {
  chat: Chat;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function RenameChat({ chat, open, onOpenChange }: Props) {
  const form = useId();
  const [title, setTitle] = useState(chat.title);
  const rename = useMutation({
    mutationFn: () => updateChat(chat.id, { title }),
    onSuccess: () => {
      rememberChat({ ...chat, title: title.trim() });
      onOpenChange(false);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Rename chat"
      footer={
        <>
          <Button size="md" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button size="md" look="primary" type="submit" form={form} busy={rename.isPending}>
            Rename
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label="Title"
          required
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          error={rename.error ? toApiError(rename.error).message : undefined}
        />
      </form>
    </Dialog>
  );
}
