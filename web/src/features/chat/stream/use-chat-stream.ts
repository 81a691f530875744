// The live state of one chat, for components.

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { chatStreamPath, getMessages } from "@/api/chats";
import { ChatConnection } from "./connection";

export function useChatConnection(chatId: string): ChatConnection {
  const connection = useMemo(
    () =>
      new ChatConnection({
        streamPath: (afterId) => chatStreamPath(chatId, afterId),
        fetchPage: () => getMessages(chatId),
      }),
    [chatId],
  );

  useEffect(() => {
    connection.start();
    return () => connection.stop();
  }, [connection]);

  return connection;
}

export function useChatSnapshot(connection: ChatConnection) {
  return useSyncExternalStore(connection.subscribe, connection.current);
}
