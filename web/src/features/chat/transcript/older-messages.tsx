// Reads the page of messages before the first one shown.

import { useMutation } from "@tanstack/react-query";
import { getMessages } from "@/api/chats";
import { Button } from "@/components/button";
import { toastError } from "@/components/toast";
import type { ChatConnection } from "../stream/connection";

export function OlderMessages({ chatId, connection }: { chatId: string; connection: ChatConnection }) {
  const older = useMutation({
    mutationFn: () => getMessages(chatId, connection.current().stream.messages[0]?.id),
    onSuccess: (page) => connection.dispatch({ type: "older", page }),
    onError: toastError,
  });
  return (
    <Button look="ghost" className="self-center" busy={older.isPending} onClick={() => older.mutate()}>
      Show earlier messages
    </Button>
  );
}
