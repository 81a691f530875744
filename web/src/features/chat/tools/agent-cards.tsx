// What the model does with its agents: chats that it makes for parts of the work.

import { Link } from "@tanstack/react-router";
import { Bot, Compass, ListTree, MessageSquare, Monitor, OctagonX, Timer } from "lucide-react";
import type { ReactNode } from "react";
import type { Chat } from "@/api/types";
import { Markdown } from "@/components/markdown/markdown";
import { StatusDot } from "@/components/status-dot";
import { chatMark } from "../../chats/status";
import { useChatScope } from "../scope/chat-scope";
import type { ToolBlock } from "../transcript/transcript";
import { Subject, ToolError, ToolFrame } from "./frame";
import { toolName } from "./names";
import { failureOf, flag, list, text } from "./values";

/** The picture of a kind of agent. */
export function AgentIcon({ type }: { type: string }) {
  if (type === "explore") return <Compass aria-label="Explores" />;
  if (type === "computer_use") return <Monitor aria-label="Uses a computer" />;
  return <Bot aria-label="Agent" />;
}

/** The agent that a call is about, as it is now. */
function useAgent(block: ToolBlock): Chat | undefined {
  const scope = useChatScope();
  const id = text(block.result, "chat_id") || text(block.args, "chat_id");
  return scope?.chat?.children.find((child) => child.id === id);
}

function AgentTitle({ block, agent }: { block: ToolBlock; agent: Chat | undefined }) {
  const id = text(block.result, "chat_id") || text(block.args, "chat_id");
  const name = agent?.title ?? (text(block.result, "title") || text(block.args, "title"));
  const words = toolName(block.name);
  const mark = agent && chatMark(agent, true);
  return (
    <>
      <span className="shrink-0">{block.state === "done" ? words.done : words.doing}</span>
      {name && <span className="truncate font-medium">{name}</span>}
      {!name && id && <Subject>{id}</Subject>}
      {mark && <StatusDot tone={mark.tone} label={mark.label} pulse={mark.pulse} />}
    </>
  );
}

function OpenAgent({ block }: { block: ToolBlock }) {
  const id = text(block.result, "chat_id") || text(block.args, "chat_id");
  if (!id) return null;
  return (
    <Link
      to="/chats/$chatId"
      params={{ chatId: id }}
      className="self-start text-sm text-accent underline decoration-accent-line underline-offset-3"
    >
      Open its chat
    </Link>
  );
}

interface AgentCardProps {
  block: ToolBlock;
  icon: ReactNode;
  note?: ReactNode;
  open?: boolean;
  children?: ReactNode;
}

function AgentCard({ block, icon, note, open, children }: AgentCardProps) {
  const agent = useAgent(block);
  return (
    <ToolFrame
      block={block}
      icon={icon}
      title={<AgentTitle block={block} agent={agent} />}
      note={note}
      open={open}
    >
      <div className="flex flex-col gap-2.5 px-3.5 py-3">
        {block.state === "failed" ? <ToolError text={failureOf(block.result)} /> : children}
        {block.state !== "failed" && <OpenAgent block={block} />}
      </div>
    </ToolFrame>
  );
}

export function SpawnAgentCard({ block }: { block: ToolBlock }) {
  const type = text(block.args, "type");
  return (
    <AgentCard block={block} icon={<AgentIcon type={type} />} note={block.state === "done" && typeName(type)}>
      <Quote>{text(block.args, "prompt")}</Quote>
    </AgentCard>
  );
}

export function WaitAgentCard({ block }: { block: ToolBlock }) {
  const failure = text(block.result, "last_error");
  const report = text(block.result, "report");
  const late = flag(block.result, "timed_out");
  return (
    <AgentCard
      block={block}
      icon={<Timer />}
      note={block.state === "done" && (late ? "Still at work" : failure ? "Failed" : "Reported")}
    >
      {failure && <ToolError text={failure} />}
      {report && <Markdown text={report} streaming={false} />}
      {late && <p className="text-sm text-ink-3">It was not done in time, and works on.</p>}
    </AgentCard>
  );
}

export function MessageAgentCard({ block }: { block: ToolBlock }) {
  return (
    <AgentCard
      block={block}
      icon={<MessageSquare />}
      note={flag(block.result, "interrupted") && "Stopped what it did"}
    >
      <Quote>{text(block.args, "message")}</Quote>
    </AgentCard>
  );
}

export function InterruptAgentCard({ block }: { block: ToolBlock }) {
  const stopped = flag(block.result, "interrupted");
  return (
    <AgentCard
      block={block}
      icon={<OctagonX />}
      note={block.state === "done" && !stopped && "It was at rest"}
    />
  );
}

export function ListAgentsCard({ block }: { block: ToolBlock }) {
  const agents = list(block.result, "agents");
  const name = toolName(block.name);
  return (
    <ToolFrame
      block={block}
      icon={<ListTree />}
      title={block.state === "done" ? name.done : name.doing}
      note={block.state === "done" && `${agents.length}`}
    >
      {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
      {agents.length > 0 && (
        <ul className="divide-y divide-line text-sm">
          {agents.map((agent) => (
            <li key={text(agent, "chat_id")} className="flex items-baseline gap-2 px-3 py-1.5">
              <span className="min-w-0 flex-1 truncate">{text(agent, "title")}</span>
              <span className="text-xs text-ink-3">{text(agent, "status")}</span>
            </li>
          ))}
        </ul>
      )}
    </ToolFrame>
  );
}

function typeName(type: string): string {
  if (type === "explore") return "Only looks";
  if (type === "computer_use") return "Uses a computer";
  return "Works";
}

/** What was said to the agent, as it was said. */
function Quote({ children }: { children: string }) {
  return (
    <blockquote className="max-h-60 overflow-y-auto border-l-2 border-line-strong pl-3 text-sm whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">
      {children}
    </blockquote>
  );
}
