// The promise of the page: however the events are cut, repeated or interrupted, the transcript at the end is the one of
// an undisturbed reader. fast-check makes the life of the chat and the faults of the connection.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChatStreamEvent } from "@/api/types";
import { initialState, reduce, type StreamState } from "./reducer";
import { FakeServer, part } from "./script.testing";

interface Step {
  do: "ask" | "stream" | "think" | "edit" | "commit" | "fail" | "finish" | "break";
  text?: string;
}

const words = fc.string({ minLength: 1, maxLength: 6, unit: "grapheme" });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("ask" as const), text: words }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant("stream" as const), text: words }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("think" as const), text: words }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("edit" as const), text: words }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("commit" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("fail" as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("finish" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("break" as const) }) },
);

/** What happens to the connection around a step: lost before it, events doubled, the newest events lost. */
const fault = fc.constantFrom("none", "none", "none", "reconnect", "late-reconnect", "double", "lose");

function play(server: FakeServer, it: Step): void {
  const acts = {
    ask: () => server.ask(it.text ?? ""),
    stream: () => server.stream(part({ type: "text", text: it.text ?? "" })),
    think: () => server.stream(part({ type: "reasoning", text: it.text ?? "" })),
    edit: () => server.edit(it.text ?? ""),
    commit: () => server.commit(),
    fail: () => server.fail(),
    finish: () => server.finish(true),
    break: () => server.finish(false),
  };
  acts[it.do]();
}

class Client {
  state: StreamState = initialState;
  private hangUp: (() => void) | null = null;
  private seen: ChatStreamEvent[] = [];
  mode: "none" | "double" | "lose" = "none";

  constructor(private readonly server: FakeServer) {}

  connect(): void {
    this.state = reduce(this.state, { type: "page", page: this.server.page() });
    const after = this.state.messages.at(-1)?.id ?? 0;
    this.hangUp = this.server.follow((events) => this.take(events));
    this.apply(this.server.connect(after));
  }

  disconnect(): void {
    this.hangUp?.();
    this.hangUp = null;
    this.seen = [];
    this.state = reduce(this.state, { type: "disconnected" });
  }

  get connected(): boolean {
    return this.hangUp !== null;
  }

  private take(events: ChatStreamEvent[]): void {
    // Only parts may be lost one by one: what is stored comes over an ordered connection or not at all.
    const lost = this.mode === "lose" && events.every((it) => it.type === "message_part");
    if (!lost) this.apply(events);
    // A repeated notice of the same thing, as a replica may send it.
    if (this.mode === "double") this.apply(events);
    if (this.mode === "double") this.apply(this.seen.slice(-3).filter((it) => it.type === "message_part"));
    if (this.state.gap) {
      this.disconnect();
      this.connect();
    }
  }

  private apply(events: ChatStreamEvent[]): void {
    this.seen.push(...events);
    for (const event of events) this.state = reduce(this.state, { type: "events", events: [event] });
  }
}

/** What a person sees. */
function visible(state: StreamState) {
  const preview = state.preview && !state.preview.stale ? state.preview.parts : [];
  return {
    messages: state.messages.map((it) => [it.id, it.role, (it.content ?? []).map((p) => p.text).join("")]),
    preview: preview.map((it) => [it.type, it.text]),
    queue: state.queue.map((it) => it.id),
    status: state.status,
    error: state.error?.message,
    retry: state.retry?.attempt,
  };
}

test("every disturbed reader ends where an undisturbed one does", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fault), { maxLength: 60 }), (script) => {
      const server = new FakeServer();
      const calm = new Client(server);
      const shaken = new Client(server);
      calm.connect();
      shaken.connect();
      for (const [it, what] of script) {
        if (what === "reconnect" || what === "late-reconnect") shaken.disconnect();
        if (what === "reconnect") shaken.connect();
        shaken.mode = what === "double" || what === "lose" ? what : "none";
        play(server, it);
        if (!shaken.connected) shaken.connect();
      }
      // The end: whoever still lacks a part learns it from the next connection.
      shaken.disconnect();
      shaken.connect();
      expect(visible(shaken.state)).toEqual(visible(calm.state));
      expect(
        visible(calm.state)
          .preview.map(([, text]) => text)
          .join(""),
      ).toBe(server.streamed());
    }),
    { numRuns: 600 },
  );
});

test("without a lost part, no reconnect is needed to agree", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (script) => {
      const server = new FakeServer();
      const calm = new Client(server);
      const shaken = new Client(server);
      shaken.mode = "double";
      calm.connect();
      shaken.connect();
      for (const it of script) {
        play(server, it);
        expect(visible(shaken.state)).toEqual(visible(calm.state));
      }
    }),
    { numRuns: 300 },
  );
});

test("a frame may be cut anywhere", () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 40 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
      (script, sizes) => {
        const server = new FakeServer();
        const events: ChatStreamEvent[] = [];
        server.follow((more) => events.push(...more));
        for (const it of script) play(server, it);
        const whole = reduce(initialState, { type: "events", events });
        let cut = initialState;
        for (let at = 0; at < events.length; ) {
          const size = sizes.next().value ?? 1;
          cut = reduce(cut, { type: "events", events: events.slice(at, at + size) });
          at += size;
        }
        expect(visible(cut)).toEqual(visible(whole));
      },
    ),
  );
});
