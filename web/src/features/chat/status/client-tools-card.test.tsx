import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { message, part } from "../stream/script.testing";
import { buildTranscript } from "../transcript/transcript";
import { ClientToolsCard, waitingCalls } from "./client-tools-card";

const call = (id: string, tool_name: string) =>
  part({ type: "tool-call", tool_call_id: id, tool_name, args: { file: "a.rs" } });
const ask = message(1, "user", [part({ type: "text", text: "go" })]);
const calls = message(2, "assistant", [call("a", "execute"), call("b", "editor_cursor")]);
const result = part({ type: "tool-result", tool_call_id: "a", tool_name: "execute", result: {} });
const turns = buildTranscript([ask, calls, message(3, "tool", [result])], null, "waiting");

test("only the calls that have no result wait for the client", () => {
  expect(waitingCalls(turns).map((it) => it.name)).toEqual(["editor_cursor"]);
  expect(waitingCalls(buildTranscript([ask], null, "waiting"))).toEqual([]);
});

test("the card says whose answer is awaited, to what, and how to go on without it", () => {
  const html = renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <ClientToolsCard chatId="c" turns={turns} />
    </QueryClientProvider>,
  );
  for (const words of [
    "The client must answer a tool call",
    "editor_cursor",
    "a.rs",
    "Go on without an answer",
  ]) {
    expect(html).toContain(words);
  }
  expect(html).not.toContain("execute");
});
