// The connection of a chat against sockets that open, fall and lie at a test's word. Time is played.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "@/api/errors";
import type { ChatMessage, ChatStreamEvent } from "@/api/types";
import { ChatConnection } from "./connection";
import { FakeServer, part } from "./script.testing";

class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  private hangUp: (() => void) | null = null;

  constructor(
    readonly path: string,
    private readonly server: FakeServer,
  ) {}

  open(): void {
    this.onopen?.();
    this.hangUp = this.server.follow((events) => this.frame(events));
    this.frame(this.server.connect(Number(new URL(this.path, "http://x").searchParams.get("after_id"))));
  }

  frame(events: ChatStreamEvent[]): void {
    if (events.length > 0) this.onmessage?.({ data: JSON.stringify(events) });
  }

  fall(code = 1006): void {
    this.hangUp?.();
    this.onclose?.({ code });
  }

  close(): void {
    this.hangUp?.();
  }
}

let server: FakeServer;
let sockets: FakeSocket[];
let fetchPage: () => Promise<ReturnType<FakeServer["page"]>>;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  sockets = [];
  fetchPage = async () => server.page();
});
afterEach(() => vi.useRealTimers());

async function connect(): Promise<ChatConnection> {
  const connection = new ChatConnection({
    streamPath: (afterId) => `/stream?after_id=${afterId}`,
    fetchPage: () => fetchPage(),
    schedule: (notify) => notify(),
    environment: {
      random: () => 0.5,
      open: (path) => {
        const socket = new FakeSocket(path, server);
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
    },
  });
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  return connection;
}

const say = (text: string) => server.stream(part({ type: "text", text }));
const shown = (connection: ChatConnection) => {
  const { messages, preview } = connection.current().stream;
  const textOf = (parts: readonly { text: string }[]) => parts.map((it) => it.text).join("");
  return (
    messages.map((it: ChatMessage) => textOf(it.content ?? [])).join("|") +
    (preview ? `|${textOf(preview.parts)}…` : "")
  );
};

test("the stream begins after the newest message of the page", async () => {
  server.ask("one");
  say("answer");
  server.finish(true);
  const connection = await connect();
  expect(sockets[0]?.path).toBe("/stream?after_id=2");
  expect(shown(connection)).toBe("one|answer");
  expect(connection.current().loading).toBe(false);
});

test("a connection that falls in the middle of an answer comes back without doubling or losing a character", async () => {
  const connection = await connect();
  sockets[0]?.open();
  server.ask("one");
  say("Hel");
  sockets[0]?.fall();
  expect(connection.current().connection).toBe("lost");
  say("lo");
  expect(shown(connection)).toBe("one|Hel…");
  await vi.advanceTimersByTimeAsync(1_000);
  sockets[1]?.open();
  expect(shown(connection)).toBe("one|Hello…");
  server.finish(true);
  expect(shown(connection)).toBe("one|Hello");
});

test("a step that ends while the connection is away is shown once", async () => {
  const connection = await connect();
  sockets[0]?.open();
  server.ask("one");
  say("Hello");
  sockets[0]?.fall();
  server.finish(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown(connection)).toBe("one|Hello");
  sockets[1]?.open();
  expect(shown(connection)).toBe("one|Hello");
});

test("a lost part makes a new connection", async () => {
  const connection = await connect();
  sockets[0]?.open();
  server.ask("one");
  say("a");
  say("b");
  const third = { ...(server.parts[1] as ChatStreamEvent & { type: "message_part" }) };
  third.message_part = { ...third.message_part, seq: 4 } as typeof third.message_part;
  sockets[0]?.frame([third]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sockets).toHaveLength(2);
  sockets[1]?.open();
  expect(shown(connection)).toBe("one|ab…");
});

test("frames of a connection that was given up are not heard", async () => {
  const connection = await connect();
  const [old] = sockets;
  old?.open();
  server.ask("one");
  say("a");
  const frame = [...server.parts];
  old?.fall();
  await vi.advanceTimersByTimeAsync(1_000);
  sockets[1]?.open();
  old?.frame(frame);
  expect(shown(connection)).toBe("one|a…");
});

test("pauses between tries grow and have an end", async () => {
  await connect();
  const pauses: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const before = Date.now();
    sockets.at(-1)?.fall();
    const count = sockets.length;
    while (sockets.length === count) await vi.advanceTimersByTimeAsync(50);
    pauses.push(Date.now() - before);
  }
  expect(pauses.slice(0, 4)).toEqual([300, 600, 1_200, 2_400]);
  expect(Math.max(...pauses)).toBe(15_000);
});

test("a server that cannot be reached is tried again; a chat that is gone is not", async () => {
  fetchPage = async () => {
    throw new ApiError(0, "no network");
  };
  const connection = await connect();
  expect(connection.current().connection).toBe("lost");
  fetchPage = async () => {
    throw new ApiError(404, "no such chat");
  };
  await vi.advanceTimersByTimeAsync(1_000);
  expect(connection.current().fatal?.status).toBe(404);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(0);
});

test("what nothing took the place of is dropped", async () => {
  const connection = await connect();
  sockets[0]?.open();
  server.ask("one");
  say("a");
  sockets[0]?.fall();
  server.parts = [];
  server.episode = { ...server.episode, attempt: 1 };
  await vi.advanceTimersByTimeAsync(1_000);
  sockets[1]?.open();
  expect(shown(connection)).toBe("one|a…");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(shown(connection)).toBe("one");
});

test("a stopped connection stays stopped", async () => {
  const connection = await connect();
  sockets[0]?.open();
  connection.stop();
  sockets[0]?.fall();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(1);
});
