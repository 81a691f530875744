// What a chat is doing, as its own stream shows it. Pure. What the stream cannot show (a free worker, a build, another
// replica) is told by the server: wait.ts puts both together.

import { toolName } from "../tools/names";
import type { Block, Turn } from "../transcript/transcript";

export interface Activity {
  text: string;
  since?: string;
  /** The stream shows that it goes on: something is written, or a tool runs. */
  isSeen: boolean;
}

export function describeWork(turn: Turn | undefined): Activity {
  if (!turn) return waiting();
  if (turn.type === "user") return waiting(turn.message.created_at);
  const running = turn.blocks.filter((block) => block.type === "tool" && block.state === "running");
  if (running.length > 1) return { text: `Running ${running.length} tools`, isSeen: true };
  return describeBlock(running[0] ?? turn.blocks.at(-1));
}

const waiting = (since?: string): Activity => ({ text: "Waits for the model", since, isSeen: false });

function describeBlock(block: Block | undefined): Activity {
  if (block?.type === "tool" && block.state === "running") {
    return { text: toolName(block.name).doing, since: block.startedAt, isSeen: true };
  }
  if (block?.type === "tool" && block.state === "writing") {
    return { text: "Preparing the next step", isSeen: true };
  }
  if (block?.type === "reasoning" && block.streaming) {
    return { text: "Thinking", since: block.startedAt, isSeen: true };
  }
  if (block?.type === "text" && block.streaming) return { text: "Writing", isSeen: true };
  return waiting();
}
