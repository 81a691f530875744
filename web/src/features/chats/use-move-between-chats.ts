// Goes to the chat above or below the open one.

import { useNavigate, useParams } from "@tanstack/react-router";
import { sortChats } from "./order";
import { useChats } from "./use-chats";

export function useMoveBetweenChats(): (step: 1 | -1) => void {
  const navigate = useNavigate();
  const { chats } = useChats();
  const { chatId } = useParams({ strict: false });

  return (step) => {
    const sorted = sortChats(chats ?? []);
    const at = sorted.findIndex((chat) => chat.id === chatId);
    const next = at < 0 ? sorted[0] : sorted[at + step];
    if (next) void navigate({ to: "/chats/$chatId", params: { chatId: next.id } });
  };
}
