// The plan that the model proposes: read it, approve it, or say what is to be changed.

import { useMutation, useQuery } from "@tanstack/react-query";
import { ClipboardList } from "lucide-react";
import { useState } from "react";
import { getFileText } from "@/api/files";
import { keys } from "@/api/query";
import { Button } from "@/components/button";
import { Markdown } from "@/components/markdown/markdown";
import { ErrorNotice } from "@/components/notice";
import { Skeleton } from "@/components/states";
import { isNewest, placeOf } from "../scope/call-place";
import { type ChatScope, useChatScope } from "../scope/chat-scope";
import type { ToolBlock } from "../transcript/transcript";
import { PathSubject, ToolError, ToolFrame } from "./frame";
import { approvalOf } from "./plans";
import { failureOf, text } from "./values";

/** A longer plan is folded until somebody wants to read all of it. */
const SHOWN_LINES = 40;

export function PlanCard({ block }: { block: ToolBlock }) {
  const scope = useChatScope();
  const path = text(block.result, "path") || text(block.args, "path");
  const place = scope && placeOf(scope.turns, block.key);
  const newest = scope !== null && isNewest(scope.turns, block.key, block.name);
  const isOpen = newest && place?.isLast === true && scope.status === "waiting";
  const approved = place?.answer === approvalOf(path);
  return (
    <ToolFrame
      block={block}
      icon={<ClipboardList />}
      title={
        <>
          {block.state === "done" ? "Proposed a plan" : "Proposing a plan"}{" "}
          {path && <PathSubject path={path} />}
        </>
      }
      note={
        block.state === "done" &&
        (approved ? "Approved" : isOpen ? "Waits for you" : newest ? undefined : "Older plan")
      }
      open={block.state === "done" && newest}
    >
      {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
      {block.state === "done" && (
        <div className="flex flex-col gap-3 px-3.5 py-3" data-testid="plan">
          <PlanText fileId={text(block.result, "file_id")} />
          {isOpen && scope.canSpeak && <Decide scope={scope} path={path} />}
        </div>
      )}
    </ToolFrame>
  );
}

function PlanText({ fileId }: { fileId: string }) {
  const [all, setAll] = useState(false);
  const plan = useQuery({
    queryKey: keys.file(fileId),
    queryFn: () => getFileText(fileId),
    // A stored file never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (plan.error) return <ErrorNotice error={plan.error} />;
  if (plan.data === undefined) return <Skeleton rows={4} />;
  const lines = plan.data.split("\n");
  const isLong = lines.length > SHOWN_LINES + 5;
  return (
    <>
      <Markdown
        text={isLong && !all ? lines.slice(0, SHOWN_LINES).join("\n") : plan.data}
        streaming={false}
      />
      {isLong && (
        <Button look="ghost" className="self-start" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show less" : `Show all ${lines.length} lines`}
        </Button>
      )}
    </>
  );
}

function Decide({ scope, path }: { scope: ChatScope; path: string }) {
  const approve = useMutation({ mutationFn: () => scope.reply(approvalOf(path), false) });
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-3">
      {approve.error && <ErrorNotice error={approve.error} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" size="md" busy={approve.isPending} onClick={() => approve.mutate()}>
          Approve and begin
        </Button>
        <Button size="md" disabled={approve.isPending} onClick={scope.write}>
          Ask for changes
        </Button>
        <span className="text-xs text-ink-3">Approving ends the planning: the model begins to work.</span>
      </div>
    </div>
  );
}
