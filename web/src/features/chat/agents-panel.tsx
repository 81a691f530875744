// The agents of a chat: what each does now, the way to it, and its stop.

import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronRight, Square } from "lucide-react";
import { useState } from "react";
import { interruptChat } from "@/api/chats";
import type { Chat } from "@/api/types";
import { IconButton } from "@/components/icon-button";
import { StatusDot } from "@/components/status-dot";
import { Age } from "@/components/time";
import { toastError } from "@/components/toast";
import { chatMark, isActive } from "../chats/status";
import { AgentIcon } from "./tools/agent-cards";

/** More of them are folded until somebody wants to see all. */
const SHOWN = 6;

export function AgentsPanel({ agents }: { agents: readonly Chat[] }) {
  const working = agents.filter((agent) => isActive(agent.status)).length;
  const [choice, setChoice] = useState<boolean | null>(null);
  const [all, setAll] = useState(false);
  if (agents.length === 0) return null;
  // Open while they work: then there is something to see.
  const open = choice ?? working > 0;
  const shown = all ? agents : agents.slice(0, SHOWN);
  return (
    <section
      aria-label="Agents"
      data-testid="agents"
      className="mb-2 overflow-hidden rounded-lg border border-line bg-raised text-sm"
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setChoice(!open)}
        className="flex h-8 w-full items-center gap-2 px-2.5 text-left text-ink-2 hover:bg-hover focus-visible:outline-offset-[-2px]"
      >
        <ChevronRight
          aria-hidden="true"
          className={open ? "size-3.5 rotate-90 transition-transform" : "size-3.5 transition-transform"}
        />
        {agents.length === 1 ? "1 agent" : `${agents.length} agents`}
        <span className="ml-auto text-xs text-ink-3 tabular-nums">
          {working === 0 ? "All at rest" : `${working} at work`}
        </span>
      </button>
      {open && (
        <ul className="max-h-[30dvh] divide-y divide-line overflow-y-auto border-t border-line">
          {shown.map((agent) => (
            <AgentRow key={agent.id} agent={agent} />
          ))}
          {agents.length > SHOWN && (
            <li>
              <button
                type="button"
                onClick={() => setAll(!all)}
                className="w-full px-2.5 py-1.5 text-left text-xs text-ink-3 hover:bg-hover"
              >
                {all ? "Show fewer" : `Show all ${agents.length}`}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function AgentRow({ agent }: { agent: Chat }) {
  const stop = useMutation({ mutationFn: () => interruptChat(agent.id), onError: toastError });
  const mark = chatMark(agent, true);
  const canStop = isActive(agent.status) && agent.status !== "interrupting";
  return (
    <li
      className="flex h-8 items-center gap-2 pr-1 pl-2.5"
      data-testid="agent-row"
      data-status={agent.status}
    >
      <span className="text-ink-3 [&_svg]:size-3.5">
        <AgentIcon type={agent.mode ?? "general"} />
      </span>
      <Link
        to="/chats/$chatId"
        params={{ chatId: agent.id }}
        className="min-w-0 flex-1 truncate hover:underline"
      >
        {agent.title}
      </Link>
      {mark && <StatusDot tone={mark.tone} pulse={mark.pulse} />}
      <span className="text-xs text-ink-3 tabular-nums">
        {mark ? mark.label : <Age from={agent.updated_at} />}
      </span>
      {canStop ? (
        <IconButton
          size="sm"
          label={`Stop ${agent.title}`}
          disabled={stop.isPending}
          onClick={() => stop.mutate()}
        >
          <Square className="scale-75 fill-current" />
        </IconButton>
      ) : (
        <span className="w-6.5" />
      )}
    </li>
  );
}
