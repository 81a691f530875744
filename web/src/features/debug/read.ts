// From the JSON of a recorded step to lines that can be read. Records may be cut or from another version, so nothing in them is taken
// for granted. Pure.

export interface Line {
  /** Whose words, or what kind of part. */
  who: string;
  text: string;
}

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value, null, 2);
}

function part(value: unknown): string {
  if (!isObject(value)) return text(value);
  switch (value.type) {
    case "text":
    case "reasoning":
      return text(value.text);
    case "tool-call":
      return `→ ${text(value.tool_name)} ${text(value.args)}`;
    case "tool-result":
      return `← ${text(value.tool_name)}${value.is_error === true ? " (failed)" : ""}\n${text(value.text ?? value.result)}`;
    case "file":
      return `[${text(value.name)}, ${text(value.media_type)}]`;
    default:
      return text(value);
  }
}

/** The messages that were sent. */
export function requestLines(request: unknown): Line[] {
  if (!isObject(request)) return [];
  if (typeof request.omitted === "string") return [{ who: "left out", text: request.omitted }];
  if (!Array.isArray(request.messages)) return [];
  return request.messages.filter(isObject).map((message) => ({
    who: text(message.role),
    text: (Array.isArray(message.content) ? message.content : []).map(part).join("\n\n"),
  }));
}

/** What came back. */
export function responseLines(response: unknown): Line[] {
  if (!isObject(response)) return [];
  if (typeof response.omitted === "string") return [{ who: "left out", text: response.omitted }];
  const content = Array.isArray(response.content) ? response.content : [];
  return content.map((it) => ({ who: isObject(it) ? text(it.type) : "part", text: part(it) }));
}

/** The names of the tools that were offered. */
export function toolNames(request: unknown): string[] {
  if (!isObject(request) || !Array.isArray(request.tools)) return [];
  return request.tools.filter(isObject).map((tool) => text(tool.name));
}

/** What each try came to, in a few words. */
export function tryLines(attempts: unknown): string[] {
  if (!Array.isArray(attempts)) return [];
  return attempts.filter(isObject).map((it) => {
    const error = isObject(it.error) ? `: ${text(it.error.message)}` : "";
    const took = typeof it.duration_ms === "number" ? ` after ${(it.duration_ms / 1000).toFixed(1)} s` : "";
    return `${text(it.number)}. ${text(it.status)}${took}${error}`;
  });
}
