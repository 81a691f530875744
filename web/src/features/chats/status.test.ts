import { expect, test } from "vitest";
import type { Chat } from "@/api/types";
import { chatSubtitle } from "./status";

const chat = (fields: Partial<Chat>) => ({ status: "waiting", last_turn_summary: null, ...fields }) as Chat;

test("an error is told before what an earlier turn came to", () => {
  const error = { message: "No key." } as Chat["last_error"];
  expect(chatSubtitle(chat({ last_turn_summary: "Fixed the login" }))).toBe("Fixed the login");
  expect(chatSubtitle(chat({ status: "error", last_error: error, last_turn_summary: "Fixed" }))).toBe(
    "No key.",
  );
  expect(chatSubtitle(chat({}))).toBe("");
});
