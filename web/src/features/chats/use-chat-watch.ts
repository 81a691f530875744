// Follows all chats of the person (chats-api.md 3.2). The watch has no cursor: after each connection the list is read
// again.

import { useEffect, useState } from "react";
import { chatWatchPath } from "@/api/chats";
import { keys, queryClient } from "@/api/query";
import { LastingSocket, type SocketState } from "@/api/socket";
import type { ChatWatchEvent } from "@/api/types";
import { forgetChat, rememberChat } from "./use-chats";

export function useChatWatch(): SocketState {
  const [state, setState] = useState<SocketState>("connecting");

  useEffect(() => {
    let first = true;
    const socket = new LastingSocket({
      prepare: async () => chatWatchPath,
      onFrame: (frame) => apply(frame as ChatWatchEvent),
      onState: (next) => {
        setState(next);
        if (next !== "open") return;
        // What happened while nobody listened.
        if (!first) void queryClient.invalidateQueries({ queryKey: keys.chats });
        first = false;
      },
    });
    socket.start();
    return () => socket.stop();
  }, []);

  return state;
}

function apply(event: ChatWatchEvent): void {
  // An archived chat is told as deleted: it leaves one list for another.
  if (event.kind === "deleted" && !event.chat.archived) forgetChat(event.chat.id);
  else rememberChat(event.chat);
}
