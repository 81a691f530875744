// One chat: its head, its transcript, and the place to write.

import { useParams } from "@tanstack/react-router";
import { ChatView } from "./chat-view";

export function ChatPage() {
  const { chatId } = useParams({ from: "/app/chats/$chatId" });
  // A chat of its own: nothing of one may be seen in another.
  return <ChatView key={chatId} chatId={chatId} />;
}
