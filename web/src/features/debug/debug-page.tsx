// What the models of a chat were asked and what they answered, turn by turn and step by step.

import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Bug } from "lucide-react";
import { useEffect, useState } from "react";
import { type DebugRunSummary, debugRun, debugRuns } from "@/api/debug";
import { keys } from "@/api/query";
import { PageHeader } from "@/components/page-header";
import { Empty, Failed, Skeleton } from "@/components/states";
import { StepView } from "./step-view";

/** A turn that goes on is looked at again after so many milliseconds. */
const LOOK_AGAIN_MS = 3000;

export function DebugPage() {
  const { chatId } = useParams({ from: "/app/chats/$chatId/debug" });
  const {
    data: runs,
    error,
    refetch,
  } = useQuery({
    queryKey: keys.debugRuns(chatId),
    queryFn: () => debugRuns(chatId),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const open = chosen ?? runs?.[0]?.id ?? null;
  useEffect(() => {
    document.title = "Records · Ropewalk";
  }, []);
  return (
    <>
      <PageHeader
        title="Records of the chat"
        actions={
          <Link to="/chats/$chatId" params={{ chatId }} className="text-sm text-accent hover:underline">
            Back to the chat
          </Link>
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-4xl px-4 py-5 sm:px-6">
          {!runs && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton rows={4} />)}
          {runs?.length === 0 && (
            <Empty icon={<Bug />} title="Nothing is recorded">
              What models are asked is recorded from now on when you turn it on in Settings, Account.
            </Empty>
          )}
          {runs && runs.length > 0 && (
            <ol className="divide-y divide-line rounded-lg border border-line bg-raised" aria-label="Turns">
              {runs.map((run) => (
                <TurnRow
                  key={run.id}
                  chatId={chatId}
                  run={run}
                  isOpen={run.id === open}
                  onToggle={() => setChosen(run.id === open ? "none" : run.id)}
                />
              ))}
            </ol>
          )}
        </div>
      </div>
    </>
  );
}

const STATUS = {
  in_progress: { text: "goes on", className: "text-accent" },
  completed: { text: "completed", className: "text-ink-3" },
  error: { text: "failed", className: "text-bad" },
  interrupted: { text: "interrupted", className: "text-warn" },
} as const;

interface RowProps {
  chatId: string;
  run: DebugRunSummary;
  isOpen: boolean;
  onToggle: () => void;
}

function TurnRow({ chatId, run, isOpen, onToggle }: RowProps) {
  const status = STATUS[run.status];
  const began = new Date(run.started_at).toLocaleString(undefined, {
    dateStyle: "medium",
    timeStyle: "medium",
  });
  return (
    <li data-testid="debug-run">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex w-full items-center gap-3 px-4 py-2.5 text-left text-sm hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{began}</span>
          <span className="block truncate text-xs text-ink-3">
            {[run.provider, run.model].filter(Boolean).join(" · ")}
          </span>
        </span>
        <span className={`shrink-0 text-xs ${status.className}`}>{status.text}</span>
      </button>
      {isOpen && <Steps chatId={chatId} run={run} />}
    </li>
  );
}

function Steps({ chatId, run }: { chatId: string; run: DebugRunSummary }) {
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.debugRuns(chatId), run.id, run.updated_at],
    queryFn: () => debugRun(chatId, run.id),
  });
  if (!data) {
    return (
      <div className="px-4 pb-3">
        {error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />}
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4 border-t border-line px-4 py-4">
      {data.steps.map((step) => (
        <StepView key={step.id} step={step} />
      ))}
    </div>
  );
}
