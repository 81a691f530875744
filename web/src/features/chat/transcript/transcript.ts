// Turns stored messages and the preview of the running step into what the page draws: the turns of a conversation,
// each a list of blocks, with every tool call next to its result. Pure.
//
// A conversation can be long, and the preview changes with each piece of the answer: what is stored is laid out once, and only the
// last turn is made anew with the preview. Turns that say what they said before stay the same objects.

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
  /** What the workspace told the model: the paths of its instruction files, the names of its skills. */
  | { type: "context"; key: string; files: string[]; skills: string[] }
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
  /** What it was made of: stored messages, and the keys of the turns that took a result from one of them. */
  sources: (ChatMessage | string)[];
  /** Where in `blocks` the newest call of each id is. Ids are unique only within a message. */
  calls: Map<string, number>;
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
  return presentTurns(storedTurns(messages), preview, activity);
}

/** The turns of what is stored. */
export function storedTurns(messages: readonly ChatMessage[]): Turn[] {
  const builder = new Builder();
  for (const message of messages) {
    if (isContext(message)) builder.context(message);
    else if (message.role === "user") builder.ask(message);
    else if (message.role !== "system") builder.answer(message.content ?? [], message, false);
  }
  return builder.turns;
}

/** The same with the preview, as what the chat does has it. All but the last turn are the same objects. */
export function presentTurns(stored: readonly Turn[], preview: Preview | null, activity: Activity): Turn[] {
  const last = stored.at(-1);
  const builder = new Builder(last?.type === "model" ? [...stored.slice(0, -1), copyOf(last)] : [...stored]);
  if (preview) builder.answer(preview.parts, null, !preview.stale);
  const present = builder.turns.at(-1);
  if (present?.type === "model") {
    present.running = activity === "busy";
    present.blocks = present.blocks.map((block) => settle(block, activity));
  }
  return builder.turns;
}

/** `after`, with the turns of `before` in the place of those that were made of the same messages. */
export function shareTurns(before: readonly Turn[], after: readonly Turn[]): Turn[] {
  const known = new Map(before.map((turn) => [turn.key, turn]));
  return after.map((turn) => {
    const old = known.get(turn.key);
    return old && isSame(old, turn) ? old : turn;
  });
}

function isSame(old: Turn, turn: Turn): boolean {
  if (old.type === "user") return turn.type === "user" && old.message === turn.message;
  if (turn.type === "user" || old.sources.length !== turn.sources.length) return false;
  return old.sources.every((source, index) => source === turn.sources[index]);
}

const copyOf = (turn: ModelTurn): ModelTurn => ({
  ...turn,
  blocks: turn.blocks.map((block) => ({ ...block })),
  sources: [...turn.sources],
  calls: new Map(turn.calls),
});

/**
 * Lays the parts out in turns. Keys are places (the turn after which message, the how-manyeth block in it), so that a
 * block keeps its state when its preview is replaced by the stored message.
 */
class Builder {
  /** The turns in which each call is that was seen here, for results that come in a later turn. */
  private readonly callers = new Map<string, ModelTurn>();

  constructor(readonly turns: Turn[] = []) {
    const last = turns.at(-1);
    if (last?.type === "model") for (const id of last.calls.keys()) this.callers.set(id, last);
  }

  ask(message: ChatMessage): void {
    this.turns.push({ type: "user", key: `u${message.id}`, message });
  }

  /** Nothing is shown of a workspace that told nothing. */
  context(message: ChatMessage): void {
    const parts = message.content ?? [];
    const files = parts.map((it) => it.context_file_path).filter(Boolean);
    const skills = parts.map((it) => it.skill_name).filter(Boolean);
    if (files.length + skills.length === 0) return;
    const turn = this.turn();
    turn.sources.push(message);
    this.push(turn, { type: "context", files, skills });
  }

  answer(parts: readonly Part[], message: ChatMessage | null, streaming: boolean): void {
    const turn = this.turn();
    if (message) {
      turn.last = message;
      turn.sources.push(message);
    }
    parts.forEach((part, index) => {
      const isLast = streaming && index === parts.length - 1;
      if (part.type === "tool-call") this.call(turn, part);
      else if (part.type === "tool-result") this.result(turn, part, message);
      else this.push(turn, toBlock(part, isLast));
    });
  }

  private turn(): ModelTurn {
    const last = this.turns.at(-1);
    if (last?.type === "model") return last;
    const turn: ModelTurn = {
      type: "model",
      key: `${last?.key ?? "start"}+`,
      blocks: [],
      last: null,
      running: false,
      sources: [],
      calls: new Map(),
    };
    this.turns.push(turn);
    return turn;
  }

  private push(turn: ModelTurn, block: Unplaced | null): void {
    if (block) turn.blocks.push({ ...block, key: `${turn.key}${turn.blocks.length}` });
  }

  private call(turn: ModelTurn, part: Part): void {
    if (part.tool_call_id) {
      turn.calls.set(part.tool_call_id, turn.blocks.length);
      this.callers.set(part.tool_call_id, turn);
    }
    turn.blocks.push({ ...callBlock(part), key: `${turn.key}${turn.blocks.length}` });
  }

  /** A result is drawn with its call, and on its own only when the call is not here. */
  private result(turn: ModelTurn, part: Part, message: ChatMessage | null): void {
    const id = part.tool_call_id ?? "";
    const caller = this.callers.get(id);
    const call = caller?.blocks[caller.calls.get(id) ?? -1];
    if (caller && call?.type === "tool" && call.result === undefined) {
      Object.assign(call, resultOf(part));
      if (message && caller !== turn) {
        caller.sources.push(message);
        turn.sources.push(caller.key);
      }
    } else {
      this.push(turn, { ...callBlock(part), ...resultOf(part) });
    }
  }
}

/** Whether a message holds what the workspace told, and nothing that a person wrote. */
function isContext(message: ChatMessage): boolean {
  const parts = message.content ?? [];
  return parts.length > 0 && parts.every((it) => it.type === "context-file" || it.type === "skill");
}

type WithoutKey<T> = T extends unknown ? Omit<T, "key"> : never;
type Unplaced = WithoutKey<Block>;

function toBlock(part: Part, streaming: boolean): Unplaced | null {
  switch (part.type) {
    case "text":
      return part.text === "" ? null : { type: "text", text: part.text, streaming };
    case "reasoning":
      return part.text === "" && !streaming ? null : reasoningBlock(part, streaming);
    case "source":
      return { type: "source", url: part.url, title: part.title || part.url };
    case "file":
      return { type: "file", part };
    default:
      return null;
  }
}

function reasoningBlock(part: Part, streaming: boolean): Unplaced {
  return {
    type: "reasoning",
    text: part.text,
    streaming: streaming && !part.completed_at,
    startedAt: part.created_at ?? undefined,
    endedAt: part.completed_at ?? undefined,
  };
}

function callBlock(part: Part): Omit<ToolBlock, "key"> {
  const isCall = part.type === "tool-call";
  return {
    type: "tool",
    name: part.tool_name || "tool",
    args: isCall ? readArgs(part) : {},
    result: undefined,
    liveOutput: "",
    state: hasArgs(part) ? "unfinished" : "writing",
    startedAt: isCall ? (part.created_at ?? undefined) : undefined,
    endedAt: undefined,
  };
}

function resultOf(part: Part): Partial<ToolBlock> {
  if (part.result === undefined || part.result === null) return { liveOutput: part.result_text ?? "" };
  return {
    result: readJson(part.result),
    state: isFailure(part) ? "failed" : "done",
    endedAt: part.created_at ?? undefined,
  };
}

const hasArgs = (call: Part) => call.args !== undefined && call.args !== null;

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

/** The parts of a message in rows: files that follow one another share one. */
export function inRows(parts: readonly ChatMessagePart[]): ChatMessagePart[][] {
  const rows: ChatMessagePart[][] = [];
  for (const part of parts) {
    const last = rows.at(-1);
    if (part.type === "file" && last?.[0]?.type === "file") last.push(part);
    else rows.push([part]);
  }
  return rows;
}
