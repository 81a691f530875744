// The chat waits for tools that belong to the program that started it: which, and what a reader of this page can do.

import { useMutation } from "@tanstack/react-query";
import { interruptChat } from "@/api/chats";
import { Button } from "@/components/button";
import { Notice } from "@/components/notice";
import { toastError } from "@/components/toast";
import type { ToolBlock, Turn } from "../transcript/transcript";

/** The calls of the last turn that have no result yet. The server's own tools have all ended when it waits for these. */
export function waitingCalls(turns: readonly Turn[]): ToolBlock[] {
  const last = turns.at(-1);
  if (last?.type !== "model") return [];
  return last.blocks.filter(
    (block): block is ToolBlock => block.type === "tool" && block.state === "waiting",
  );
}

export function ClientToolsCard({ chatId, turns }: { chatId: string; turns: readonly Turn[] }) {
  const calls = waitingCalls(turns);
  const goOn = useMutation({ mutationFn: () => interruptChat(chatId), onError: toastError });
  return (
    <Notice
      tone="warn"
      testId="client-tools"
      title={
        calls.length > 1
          ? `The client must answer ${calls.length} tool calls`
          : "The client must answer a tool call"
      }
      actions={
        <Button busy={goOn.isPending} onClick={() => goOn.mutate()}>
          Go on without an answer
        </Button>
      }
    >
      <ul className="my-1.5 flex flex-col gap-1">
        {calls.map((call) => (
          <li key={call.key} className="flex min-w-0 items-baseline gap-2 font-mono text-xs">
            <span className="shrink-0 font-medium text-ink">{call.name}</span>
            <span className="truncate" title={JSON.stringify(call.args)}>
              {JSON.stringify(call.args)}
            </span>
          </li>
        ))}
      </ul>
      <p>
        The program that started this chat runs these tools and sends their results; this page cannot. When
        none comes in time, the model is told so and goes on.
      </p>
    </Notice>
  );
}
