import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Tooltip } from "radix-ui";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { ChatQueuedMessage, ChatStatus } from "@/api/types";
import type { ChatConnection } from "../stream/connection";
import { part } from "../stream/script.testing";
import { Queue, queueTitle } from "./queue";

const queued = (id: number, text: string) =>
  ({ id, content: [part({ type: "text", text })] }) as unknown as ChatQueuedMessage;

function render(queue: ChatQueuedMessage[], fields: { status?: ChatStatus; disabled?: boolean } = {}) {
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>
        <Queue
          chatId="c"
          queue={queue}
          status={fields.status ?? "running"}
          connection={{} as ChatConnection}
          disabled={fields.disabled ?? false}
          onGone={() => {}}
        />
      </Tooltip.Provider>
    </QueryClientProvider>,
  );
}

test("each message can be sent now, changed or dropped, by name", () => {
  const html = render([queued(1, "run the tests"), queued(2, "push")]);
  for (const name of [
    "Send now: run the tests",
    "Do not send: run the tests",
    "Do not send: push",
    "More: push",
  ]) {
    expect(html).toContain(`aria-label="${name}"`);
  }
});

test("an empty queue shows nothing, an archived chat's offers nothing", () => {
  expect(render([])).toBe("");
  const html = render([queued(1, "run the tests")], { disabled: true });
  expect(html).toContain("run the tests");
  expect(html).not.toContain("<button");
});

test("the title says when the queue goes on", () => {
  expect(queueTitle("running", 1)).toBe("Sent when the model is done");
  expect(queueTitle("running", 2)).toBe("Sent when the model is done, in this order");
  expect(queueTitle("error", 1)).toBe("Sent when the chat goes on");
  expect(queueTitle("requires_action", 2)).toMatch(/client has answered.*in this order$/);
});
