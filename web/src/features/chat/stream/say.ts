// Says something in a chat, and shows it before its stream tells of it.

import { type BusyBehavior, type Choice, sendMessage } from "@/api/chats";
import type { ChatConnection } from "./connection";

/** Gives the sentences for what beside it did not work. */
export async function say(
  connection: ChatConnection,
  chatId: string,
  text: string,
  choice: Choice = {},
  busyBehavior: BusyBehavior = "queue",
): Promise<string[] | undefined> {
  const answer = await sendMessage(chatId, text, choice, busyBehavior);
  if (answer.message) connection.dispatch({ type: "sent", message: answer.message });
  if (answer.queued_message) connection.dispatch({ type: "queued", message: answer.queued_message });
  return answer.warnings;
}
