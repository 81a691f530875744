// Follows the repositories of a chat while somebody looks.

import { useEffect, useRef, useState } from "react";
import { chatGitPath } from "@/api/chats";
import { LastingSocket, type SocketState } from "@/api/socket";
import { type GitEvent, nothingYet, type Repositories, told } from "./repositories";

/** `version` changes when something may have happened in the workspace: it is looked at once more then. */
export function useRepositories(
  chatId: string,
  version: unknown,
): Repositories & { connection: SocketState } {
  const [state, setState] = useState<Repositories>(nothingYet);
  const [connection, setConnection] = useState<SocketState>("connecting");
  const socket = useRef<LastingSocket>(null);

  useEffect(() => {
    let fresh = true;
    const made = new LastingSocket({
      prepare: async () => chatGitPath(chatId),
      onFrame: (frame) => {
        // A new connection tells of everything anew.
        const isFirst = fresh;
        fresh = false;
        setState((before) => told(isFirst ? nothingYet : before, frame as GitEvent));
      },
      onState: (now) => {
        if (now === "open") fresh = true;
        setConnection(now);
      },
    });
    socket.current = made;
    made.start();
    return () => made.stop();
  }, [chatId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` is when to ask
  useEffect(() => {
    socket.current?.send({ type: "refresh" });
  }, [version]);

  return { ...state, connection };
}
