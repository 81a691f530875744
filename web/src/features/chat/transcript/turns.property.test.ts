// A conversation that grows and is read backwards is laid out as it would be at once, and what did not change stays the same object.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChatMessage } from "@/api/types";
import type { Preview } from "../stream/reducer";
import { message, part } from "../stream/script.testing";
import { inChunks, isSameChunk } from "./chunks";
import { buildTranscript, presentTurns, shareTurns, storedTurns, type Turn } from "./transcript";

const kind = fc.constantFrom("user", "text", "call", "result");

/** Messages of these kinds; calls and results share few ids, so that some find one another over turns. */
const conversation = fc.array(fc.tuple(kind, fc.constantFrom("a", "b")), { maxLength: 60 }).map((kinds) =>
  kinds.map(([what, id], index): ChatMessage => {
    const call = { tool_call_id: id, tool_name: "execute" };
    switch (what) {
      case "user":
        return message(index + 1, "user", [part({ type: "text", text: `question ${index}` })]);
      case "text":
        return message(index + 1, "assistant", [part({ type: "text", text: `answer ${index}` })]);
      case "call":
        return message(index + 1, "assistant", [part({ type: "tool-call", ...call, args: { at: index } })]);
      default:
        return message(index + 1, "tool", [part({ type: "tool-result", ...call, result: { at: index } })]);
    }
  }),
);

const preview = (text: string): Preview => ({
  episode: { history: 1, attempt: 0 },
  nextSeq: 1,
  parts: [{ ...part({ type: "text", text }), role: "assistant" }],
  stale: false,
});

const drawn = (turns: readonly Turn[]) =>
  turns.map((turn) => (turn.type === "user" ? turn.message.id : { key: turn.key, blocks: turn.blocks }));

test("in whatever pieces it comes, it is laid out as at once", () => {
  fc.assert(
    fc.property(conversation, fc.nat(), fc.nat(), (messages, from, to) => {
      const start = messages.length === 0 ? 0 : from % messages.length;
      const end = start + (to % (messages.length - start + 1));
      // A page at the end, what was said since, what stands before it.
      const page = shareTurns([], storedTurns(messages.slice(start, end)));
      const grown = shareTurns(page, storedTurns(messages.slice(start)));
      const whole = shareTurns(grown, storedTurns(messages));
      expect(drawn(whole)).toEqual(drawn(storedTurns(messages)));
      expect(drawn(presentTurns(whole, preview("so"), "busy"))).toEqual(
        drawn(buildTranscript(messages, preview("so"), "busy")),
      );
      // The stock was not touched by what was drawn from it.
      expect(drawn(whole)).toEqual(drawn(storedTurns(messages)));
    }),
  );
});

test("only the last turn is made anew while an answer comes", () => {
  fc.assert(
    fc.property(conversation, (messages) => {
      const stored = storedTurns(messages);
      const one = presentTurns(stored, preview("so"), "busy");
      const two = presentTurns(stored, preview("so far"), "busy");
      for (const [index, turn] of one.slice(0, -1).entries()) expect(two[index]).toBe(turn);
    }),
  );
});

test("pieces keep their turns when a conversation grows at either end", () => {
  fc.assert(
    fc.property(conversation, fc.nat(), (messages, from) => {
      const users = messages.filter((it) => it.role === "user");
      const first = users[from % Math.max(1, users.length)];
      if (!first) return;
      const late = inChunks(storedTurns(messages.slice(messages.indexOf(first))));
      const turns = storedTurns(messages);
      const all = inChunks(turns);
      expect(all.flatMap((it) => it.turns)).toEqual(turns);
      expect(new Set(all.map((it) => it.key)).size).toBe(all.length);
      // But for the piece in which the part begins, each is there with as many turns.
      for (const chunk of late.slice(1)) {
        const same = all.find((it) => it.key === chunk.key);
        expect(same?.turns.map((it) => it.key)).toEqual(chunk.turns.map((it) => it.key));
      }
      expect(all.every((it) => isSameChunk(it, it))).toBe(true);
    }),
  );
});
