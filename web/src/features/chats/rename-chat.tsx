// Gives a chat another title.

import { useMutation } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { proposeTitle, updateChat } from "@/api/chats";
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
  const propose = useMutation({ mutationFn: () => proposeTitle(chat.id), onSuccess: setTitle });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };

  const error = rename.error ?? propose.error;

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Rename chat"
      footer={
        <>
          {!chat.archived && (
            <Button size="md" className="mr-auto" busy={propose.isPending} onClick={() => propose.mutate()}>
              <Sparkles className="size-4" aria-hidden="true" /> Suggest
            </Button>
          )}
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
          error={error ? toApiError(error).message : undefined}
        />
      </form>
    </Dialog>
  );
}
