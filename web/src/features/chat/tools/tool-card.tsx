// Chooses the card of a tool call.

import { memo, type ReactNode } from "react";
import type { ToolBlock } from "../transcript/transcript";
import { AdvisorCard } from "./advisor-card";
import {
  InterruptAgentCard,
  ListAgentsCard,
  MessageAgentCard,
  SpawnAgentCard,
  WaitAgentCard,
} from "./agent-cards";
import { BoundaryCard } from "./boundary-card";
import { EditFilesCard } from "./edit-files-card";
import { ExecuteCard } from "./execute-card";
import { GenericCard } from "./generic-card";
import { PlanCard } from "./plan-card";
import { ProcessListCard, ProcessOutputCard, ProcessSignalCard } from "./process-cards";
import { QuestionCard } from "./question-card";
import { ReadFileCard } from "./read-file-card";
import { TemplatesCard } from "./templates-card";
import { WorkspaceCard } from "./workspace-card";
import { WriteFileCard } from "./write-file-card";

type Card = (props: { block: ToolBlock }) => ReactNode;

const CARDS: Record<string, Card> = {
  execute: ExecuteCard,
  process_output: ProcessOutputCard,
  process_list: ProcessListCard,
  process_signal: ProcessSignalCard,
  read_file: ReadFileCard,
  write_file: WriteFileCard,
  edit_files: EditFilesCard,
  list_templates: TemplatesCard,
  create_workspace: WorkspaceCard,
  start_workspace: WorkspaceCard,
  stop_workspace: WorkspaceCard,
  ask_user_question: QuestionCard,
  propose_plan: PlanCard,
  advisor: AdvisorCard,
  spawn_agent: SpawnAgentCard,
  wait_agent: WaitAgentCard,
  message_agent: MessageAgentCard,
  interrupt_agent: InterruptAgentCard,
  list_agents: ListAgentsCard,
  chat_summarized: BoundaryCard,
  chat_cleared: BoundaryCard,
};

export const ToolCard = memo(
  function ToolCard({ block }: { block: ToolBlock }) {
    const Card = CARDS[block.name] ?? GenericCard;
    return <Card block={block} />;
  },
  (a, b) => sameBlock(a.block, b.block),
);

/** Blocks are made anew with every token; a card is drawn again only when its own has changed. */
function sameBlock(a: ToolBlock, b: ToolBlock): boolean {
  return (
    a.state === b.state &&
    a.name === b.name &&
    a.liveOutput === b.liveOutput &&
    a.startedAt === b.startedAt &&
    a.endedAt === b.endedAt &&
    sameValue(a.args, b.args) &&
    sameValue(a.result, b.result)
  );
}

/** Stored arguments and results are the same objects each time; only those that are still written are not. */
function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
