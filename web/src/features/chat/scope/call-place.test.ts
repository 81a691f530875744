import { expect, test } from "vitest";
import type { Block, Turn } from "../transcript/transcript";
import { isNewest, placeOf } from "./call-place";

const call = (key: string, name: string, state = "done") =>
  ({ type: "tool", key, name, state }) as unknown as Block;
const model = (...blocks: Block[]) =>
  ({ type: "model", key: "m", blocks, last: null, running: false }) as Turn;
const user = (text: string) =>
  ({ type: "user", key: text, message: { content: [{ type: "text", text }] } }) as unknown as Turn;

test("a call of the last turn waits for the person", () => {
  const turns = [user("go"), model(call("a", "ask_user_question"))];
  expect(placeOf(turns, "a")).toEqual({ isLast: true, answer: null });
  expect(placeOf(turns, "b")).toBeNull();
});

test("what was said next is the answer", () => {
  const turns = [model(call("a", "ask_user_question")), user("Store: files"), model(), user("later")];
  expect(placeOf(turns, "a")).toEqual({ isLast: false, answer: "Store: files" });
});

test("only the latest plan that worked is the one to approve", () => {
  const turns = [
    model(call("1", "propose_plan")),
    user("shorter"),
    model(call("2", "propose_plan")),
    model(call("3", "propose_plan", "failed")),
  ];
  expect(isNewest(turns, "1", "propose_plan")).toBe(false);
  expect(isNewest(turns, "2", "propose_plan")).toBe(true);
});
