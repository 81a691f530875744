// A followed workspace against sockets that open, speak and fall at a test's word. Time is played.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "@/api/errors";
import type { Workspace } from "@/api/types";
import { followWorkspace } from "./use-live-workspace";

class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  closed = false;

  constructor(readonly path: string) {}

  say(event: object): void {
    this.onmessage?.({ data: JSON.stringify(event) });
  }

  close(): void {
    this.closed = true;
  }
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function follow(read: () => Promise<Workspace>) {
  const sockets: FakeSocket[] = [];
  const shown: string[] = [];
  const stop = followWorkspace({
    id: "w 1",
    read,
    show: (workspace) => shown.push(workspace.name),
    environment: {
      random: () => 0.5,
      open: (path) => {
        const socket = new FakeSocket(path);
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
    },
  });
  await vi.advanceTimersByTimeAsync(0);
  return { sockets, shown, stop };
}

const named = (name: string) => ({ name }) as Workspace;

test("each change is shown as it comes, and pings are none", async () => {
  const { sockets, shown, stop } = await follow(async () => named("read"));
  expect(sockets[0]?.path).toBe("/api/v2/workspaces/w%201/watch-ws");
  sockets[0]?.onopen?.();
  sockets[0]?.say({ type: "data", data: named("starting") });
  sockets[0]?.say({ type: "ping" });
  sockets[0]?.say({ type: "data", data: named("running") });
  expect(shown).toEqual(["read", "starting", "running"]);
  stop();
  expect(sockets[0]?.closed).toBe(true);
});

test("a lost connection is made anew, from what is true then", async () => {
  let name = "before";
  const { sockets, shown, stop } = await follow(async () => named(name));
  sockets[0]?.onopen?.();
  name = "after";
  sockets[0]?.onclose?.({ code: 1001 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(sockets).toHaveLength(2);
  expect(shown).toEqual(["before", "after"]);
  stop();
});

test("a workspace that is gone is not dialled again", async () => {
  const { sockets, stop } = await follow(async () => {
    throw new ApiError(404, "gone");
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sockets).toHaveLength(0);
  stop();
});
