// Turns stored messages and the preview of the running step into what the page draws: the turns of a conversation,
// each a list of blocks, with every tool call next to its result. Pure.

import type { ChatMessage, ChatMessagePart } from "@/api/types";
import type { PreviewPart } from "../stream/preview";
import type { Preview } from "../stream/reducer";
import { parsePartialObject } from "./partial-json";

export type ToolState = "writing" | "running" | "waiting" | "done" | "failed" | "unfinished";

export interface ToolBlock {
  type: "tool";
  key: string;
  name: string;
  /** The arguments, or as much of them as has come. */
  args: Record<string, unknown>;
  result: unknown;
  /** The output of a running tool so far. */
  liveOutput: string;
  state: ToolState;
  startedAt?: string;
  endedAt?: string;
}

export type Block =
  | { type: "text"; key: string; text: string; streaming: boolean }
  | { type: "reasoning"; key: string; text: string; streaming: boolean; startedAt?: string; endedAt?: string }
  | { type: "source"; key: string; url: string; title: string }
  | { type: "file"; key: string; part: ChatMessagePart }
  | ToolBlock;

export interface UserTurn {
  type: "user";
  key: string;
  message: ChatMessage;
}

export interface ModelTurn {
  type: "model";
  key: string;
  blocks: Block[];
  /** The last stored message of the turn; null while there is only a preview. */
  last: ChatMessage | null;
  running: boolean;
}

export type Turn = UserTurn | ModelTurn;

/** What the chat is doing, as far as it matters to a call without a result. */
export type Activity = "busy" | "waiting" | "idle";

type Part = ChatMessagePart & Partial<PreviewPart>;

export function buildTranscript(
  messages: readonly ChatMessage[],
  preview: Preview | null,
  activity: Activity,
): Turn[] {
  const results = collectResults(messages, preview);
  const turns: Turn[] = [];
  const turnOf = (key: string): ModelTurn => {
    const last = turns.at(-1);
    if (last?.type === "model") return last;
    const turn: ModelTurn = { type: "model", key, blocks: [], last: null, running: false };
    turns.push(turn);
    return turn;
  };

  for (const message of messages) {
    if (message.role === "user") {
      turns.push({ type: "user", key: `m${message.id}`, message });
    } else if (message.role !== "system") {
      const turn = turnOf(`m${message.id}`);
      turn.last = message;
      addBlocks(turn, message.content ?? [], `m${message.id}`, results, false);
    }
  }
  if (preview) addBlocks(turnOf("preview"), preview.parts, "p", results, !preview.stale);

  const last = turns.at(-1);
  if (last?.type === "model") {
    last.running = activity === "busy";
    last.blocks = last.blocks.map((block) => settle(block, activity));
  }
  return turns;
}

function collectResults(messages: readonly ChatMessage[], preview: Preview | null): Map<string, Part> {
  const results = new Map<string, Part>();
  const parts: Part[] = messages.flatMap((message) => message.content ?? []);
  for (const part of [...parts, ...(preview?.parts ?? [])]) {
    if (part.type === "tool-result" && part.tool_call_id) results.set(part.tool_call_id, part);
  }
  return results;
}

function addBlocks(
  turn: ModelTurn,
  parts: readonly Part[],
  prefix: string,
  results: Map<string, Part>,
  streaming: boolean,
): void {
  parts.forEach((part, index) => {
    const key = `${prefix}.${index}`;
    const block = toBlock(part, key, results, streaming && index === parts.length - 1);
    if (block && !isAnswered(turn, block)) turn.blocks.push(block);
  });
}

/** A result is drawn with its call, and on its own only when the call is not here. */
function isAnswered(turn: ModelTurn, block: Block): boolean {
  return block.type === "tool" && turn.blocks.some((it) => it.type === "tool" && it.key === block.key);
}

function toBlock(part: Part, key: string, results: Map<string, Part>, streaming: boolean): Block | null {
  switch (part.type) {
    case "text":
      return part.text === "" ? null : { type: "text", key, text: part.text, streaming };
    case "reasoning":
      return part.text === "" && !streaming
        ? null
        : {
            type: "reasoning",
            key,
            text: part.text,
            streaming: streaming && !part.completed_at,
            startedAt: part.created_at ?? undefined,
            endedAt: part.completed_at ?? undefined,
          };
    case "tool-call":
    case "tool-result":
      return toolBlock(part, key, results);
    case "source":
      return { type: "source", key, url: part.url, title: part.title || part.url };
    case "file":
      return { type: "file", key, part };
    default:
      return null;
  }
}

function toolBlock(part: Part, key: string, results: Map<string, Part>): ToolBlock {
  const result = part.tool_call_id ? results.get(part.tool_call_id) : undefined;
  const answered = result !== undefined && result.result !== undefined && result.result !== null;
  const call = part.type === "tool-call" ? part : undefined;
  return {
    type: "tool",
    key: part.tool_call_id ? `t${part.tool_call_id}` : key,
    name: part.tool_name || "tool",
    args: call ? readArgs(call) : {},
    result: answered ? readJson(result.result) : undefined,
    liveOutput: result?.result_text ?? "",
    state: answered ? (isFailure(result) ? "failed" : "done") : hasArgs(call) ? "unfinished" : "writing",
    startedAt: call?.created_at ?? undefined,
    endedAt: answered ? (result.created_at ?? undefined) : undefined,
  };
}

const hasArgs = (call: Part | undefined) => call?.args !== undefined && call.args !== null;

function readArgs(call: Part): Record<string, unknown> {
  if (!hasArgs(call)) return parsePartialObject(call.args_text ?? "");
  const args = readJson(call.args);
  return isRecord(args) ? args : {};
}

/** Some tools hand their JSON over as text. */
function readJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null ? parsed : value;
  } catch {
    return value;
  }
}

/** Failed builds carry an `error` without being marked as errors (chat-engine.md TL-1). */
function isFailure(result: Part): boolean {
  if (result.is_error) return true;
  const value = readJson(result.result);
  if (!isRecord(value)) return false;
  return value.success === false || (typeof value.error === "string" && value.error !== "");
}

function settle(block: Block, activity: Activity): Block {
  if (block.type !== "tool" || block.state === "done" || block.state === "failed") return block;
  if (activity === "idle") return { ...block, state: "unfinished" };
  if (block.state === "writing") return block;
  return { ...block, state: activity === "busy" ? "running" : "waiting" };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
