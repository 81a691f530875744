// Reads the loosely typed arguments and results of tools. Pure. Nothing of them is trusted to have its type.

import { isRecord } from "../transcript/transcript";

export function text(value: unknown, key: string): string {
  const found = isRecord(value) ? value[key] : undefined;
  return typeof found === "string" ? found : "";
}

export function number(value: unknown, key: string): number | undefined {
  const found = isRecord(value) ? value[key] : undefined;
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

export function flag(value: unknown, key: string): boolean {
  return isRecord(value) && value[key] === true;
}

export function list(value: unknown, key: string): Record<string, unknown>[] {
  const found = isRecord(value) ? value[key] : undefined;
  return Array.isArray(found) ? found.filter(isRecord) : [];
}

/** Why a tool failed, in whichever of the shapes it said so (chat-engine.md TL-1). */
export function failureOf(result: unknown): string {
  if (typeof result === "string") return result;
  const named = text(result, "error") || text(result, "message");
  return named || (result === undefined ? "" : JSON.stringify(result, null, 2));
}

export function countLines(value: string): number {
  return value === "" ? 0 : value.replace(/\n$/, "").split("\n").length;
}
