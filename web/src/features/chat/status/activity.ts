// What a chat is doing, in a few words. Pure.

import type { ChatStatus } from "@/api/types";
import { toolName } from "../tools/names";
import type { Block, Turn } from "../transcript/transcript";

export interface Activity {
  text: string;
  since?: string;
}

export function describeActivity(
  turns: readonly Turn[],
  status: ChatStatus | null,
  retrying: boolean,
): Activity | null {
  switch (status) {
    case "interrupting":
      return { text: "Stopping" };
    case "requires_action":
      return { text: "Waits for a client to run a tool" };
    case "running":
      // The retry card says it all.
      return retrying ? null : describeWork(turns.at(-1));
    default:
      return null;
  }
}

function describeWork(turn: Turn | undefined): Activity {
  if (!turn) return { text: "Waiting for the model" };
  if (turn.type === "user") return { text: "Waiting for the model", since: turn.message.created_at };
  const running = turn.blocks.filter((block) => block.type === "tool" && block.state === "running");
  if (running.length > 1) return { text: `Running ${running.length} tools` };
  return describeBlock(running[0] ?? turn.blocks.at(-1));
}

function describeBlock(block: Block | undefined): Activity {
  if (block?.type === "tool" && block.state === "running") {
    return { text: toolName(block.name).doing, since: block.startedAt };
  }
  if (block?.type === "tool" && block.state === "writing") return { text: "Preparing the next step" };
  if (block?.type === "reasoning" && block.streaming) return { text: "Thinking", since: block.startedAt };
  if (block?.type === "text" && block.streaming) return { text: "Writing" };
  return { text: "Waiting for the model" };
}
