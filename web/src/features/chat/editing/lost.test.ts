import { expect, test } from "vitest";
import { message, part } from "../stream/script.testing";
import { buildTranscript } from "../transcript/transcript";
import { whatIsLost } from "./lost";

const text = (words: string) => part({ type: "text", text: words });
const turns = buildTranscript(
  [
    message(1, "user", [text("a")]),
    message(2, "assistant", [text("b")]),
    message(3, "user", [text("c")]),
    message(4, "assistant", [text("d")]),
  ],
  null,
  "idle",
);

test("all that follows is named, and nothing else", () => {
  const lost = (id: number, queued = 0) => whatIsLost({ turns, id, queued, isBusy: false });
  expect(lost(3)).toBe("This removes 1 later answer.");
  expect(lost(1)).toBe("This removes 2 later answers and 1 later message.");
  expect(lost(1, 2)).toBe("This removes 2 later answers, 1 later message and 2 queued messages.");
});

test("the last message costs nothing, unless an answer to it has begun", () => {
  const last = buildTranscript([message(1, "user", [text("a")])], null, "busy");
  expect(whatIsLost({ turns: last, id: 1, queued: 0, isBusy: false })).toBeNull();
  expect(whatIsLost({ turns: last, id: 1, queued: 0, isBusy: true })).toBe(
    "This removes the answer that is on its way.",
  );
});
