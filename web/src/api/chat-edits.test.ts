import { afterEach, expect, test, vi } from "vitest";

interface Seen {
  method: string;
  path: string;
  body: unknown;
}

/** The calls, over a `fetch` that notes what it is asked and gives `answer`. */
async function withServer(answer: () => Response) {
  const seen: Seen[] = [];
  const BrowserRequest = globalThis.Request;
  // A browser resolves paths against the page; Node has none.
  vi.stubGlobal(
    "Request",
    class extends BrowserRequest {
      constructor(input: string, init?: RequestInit) {
        super(new URL(input, "http://server.example"), init);
      }
    },
  );
  vi.stubGlobal("fetch", async (request: Request) => {
    const text = await request.text();
    const { pathname } = new URL(request.url);
    seen.push({ method: request.method, path: pathname, body: text === "" ? undefined : JSON.parse(text) });
    return answer();
  });
  vi.resetModules();
  return { seen, edits: await import("./chat-edits") };
}

afterEach(() => vi.unstubAllGlobals());

test("each call has the method, path and body of the specification", async () => {
  const { seen, edits } = await withServer(() => Response.json({ message: {} }));
  const content = [{ type: "text", text: "new" }];
  await edits.editMessage("c", 7, content);
  await edits.deleteQueuedMessage("c", 8);
  await edits.promoteQueuedMessage("c", 9);
  expect(seen).toEqual([
    { method: "PATCH", path: "/api/v2/chats/c/messages/7", body: { content } },
    { method: "DELETE", path: "/api/v2/chats/c/queue/8", body: undefined },
    { method: "POST", path: "/api/v2/chats/c/queue/9/promote", body: undefined },
  ]);
});

test("an answer without content is a success, a refusal is told in the server's words", async () => {
  const empty = await withServer(() => new Response(null, { status: 204 }));
  await expect(empty.edits.deleteQueuedMessage("c", 8)).resolves.toBeUndefined();
  const refused = await withServer(() => Response.json({ message: "It was sent already." }, { status: 404 }));
  await expect(refused.edits.promoteQueuedMessage("c", 9)).rejects.toMatchObject({
    status: 404,
    message: "It was sent already.",
  });
});
