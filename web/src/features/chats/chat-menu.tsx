// What can be done with a chat as a whole: pin, rename, label, archive; each with the dialog that it needs.

import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  Archive,
  ArchiveRestore,
  ArrowDown,
  ArrowUp,
  Bug,
  Ellipsis,
  Pencil,
  Pin,
  PinOff,
  Sparkles,
  Tag,
} from "lucide-react";
import { useState } from "react";
import { type ChatChange, regenerateTitle, updateChat } from "@/api/chats";
import { keys, queryClient } from "@/api/query";
import type { Chat } from "@/api/types";
import { IconButton } from "@/components/icon-button";
import { Menu, MenuItem, MenuLine } from "@/components/menu";
import { showToast, toastError } from "@/components/toast";
import { LabelsDialog } from "./labels-dialog";
import { RenameChat } from "./rename-chat";
import { isActive } from "./status";
import { rememberChat } from "./use-chats";

/** A place that is after all others: the server appends (chats-api.md 1.6). */
const LAST_PLACE = 1;

export function ChatMenu({ chat, label }: { chat: Chat; label: string }) {
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<"rename" | "labels" | null>(null);
  const change = useChatChange(chat);
  const archive = useArchive(chat);
  const title = useMutation({
    mutationFn: () => regenerateTitle(chat.id),
    onSuccess: (named) => rememberChat({ ...chat, title: named.title }),
    onError: toastError,
  });
  const isPinned = chat.pin_order > 0;
  const close = (open: boolean) => !open && setDialog(null);

  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={label} size="sm" className="pointer-coarse:size-9">
            <Ellipsis />
          </IconButton>
        }
      >
        {!chat.archived && (
          <MenuItem
            icon={isPinned ? <PinOff /> : <Pin />}
            onSelect={() => change.mutate({ pin_order: isPinned ? 0 : LAST_PLACE })}
          >
            {isPinned ? "Unpin" : "Pin"}
          </MenuItem>
        )}
        {isPinned && (
          <>
            <MenuItem
              icon={<ArrowUp />}
              disabled={chat.pin_order === 1}
              onSelect={() => change.mutate({ pin_order: chat.pin_order - 1 })}
            >
              Move up
            </MenuItem>
            <MenuItem icon={<ArrowDown />} onSelect={() => change.mutate({ pin_order: chat.pin_order + 1 })}>
              Move down
            </MenuItem>
          </>
        )}
        <MenuItem icon={<Pencil />} onSelect={() => setDialog("rename")}>
          Rename
        </MenuItem>
        {!chat.archived && (
          <MenuItem icon={<Sparkles />} disabled={title.isPending} onSelect={() => title.mutate()}>
            {title.isPending ? "Finding a title" : "Find a title"}
          </MenuItem>
        )}
        <MenuItem icon={<Tag />} onSelect={() => setDialog("labels")}>
          Labels
        </MenuItem>
        <MenuItem
          icon={<Bug />}
          onSelect={() => void navigate({ to: "/chats/$chatId/debug", params: { chatId: chat.id } })}
        >
          Records
        </MenuItem>
        <MenuLine />
        <MenuItem
          icon={chat.archived ? <ArchiveRestore /> : <Archive />}
          disabled={isActive(chat.status)}
          onSelect={() => archive.mutate(!chat.archived)}
        >
          {chat.archived ? "Unarchive" : isActive(chat.status) ? "Archive (stop it first)" : "Archive"}
        </MenuItem>
      </Menu>
      <RenameChat chat={chat} open={dialog === "rename"} onOpenChange={close} />
      <LabelsDialog chat={chat} open={dialog === "labels"} onOpenChange={close} />
    </>
  );
}

/** A change whose outcome only the server knows: places of other chats move with it. */
function useChatChange(chat: Chat) {
  return useMutation({
    mutationFn: (change: ChatChange) => updateChat(chat.id, change),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.chat(chat.id) });
      return queryClient.invalidateQueries({ queryKey: keys.chats });
    },
    onError: toastError,
  });
}

/** Puts the chat away or brings it back; either can be taken back in the note that says so. */
export function useArchive(chat: Chat) {
  const archive = useMutation({
    mutationFn: (archived: boolean) => updateChat(chat.id, { archived }),
    onSuccess: (_nothing, archived) => {
      rememberChat({ ...chat, archived, pin_order: 0 });
      showToast(archived ? "Archived" : "Back among the chats", chat.title, {
        label: "Undo",
        run: () => archive.mutate(!archived),
      });
    },
    onError: toastError,
  });
  return archive;
}
