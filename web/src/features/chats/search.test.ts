import { expect, test } from "vitest";
import type { Chat } from "@/api/types";
import { isNarrow, matches, NO_FILTER, parseSearch, toQuery } from "./search";

const chat = (fields: Partial<Chat>) =>
  ({ title: "Fix the parser", archived: false, has_unread: false, labels: {}, ...fields }) as Chat;

test("words are looked for in the title, as they stand", () => {
  expect(toQuery(parseSearch("  fix   the bug ", false))).toEqual({ q: 'title:"fix the bug"' });
  expect(toQuery(parseSearch('say "hi there"', false))).toEqual({ q: 'title:"say hi there"' });
  expect(toQuery(parseSearch("fix: crash", false))).toEqual({ q: 'title:"fix: crash"' });
  expect(toQuery(parseSearch("", false))).toEqual({});
});

test("keys narrow; the archived ones are a list of their own", () => {
  expect(toQuery(parseSearch('unread:yes label:team:web title:"a b"', true))).toEqual({
    q: 'archived:true has_unread:true title:"a b"',
    label: ["team:web"],
  });
  expect(toQuery(parseSearch("archived:true", false))).toEqual({ q: "archived:true" });
});

test("a key that is still being typed narrows nothing", () => {
  for (const text of ["label:", "label:team", "label:team:", "unread:y", "title:", "archived:tr"]) {
    expect(parseSearch(text, false), text).toEqual(NO_FILTER);
  }
  expect(isNarrow(parseSearch("label:team", true))).toBe(false);
  expect(isNarrow(parseSearch("label:team:web", false))).toBe(true);
});

test("a chat that changes belongs in the list or not, by the server's rules", () => {
  expect(matches(parseSearch("PARS", false), chat({}))).toBe(true);
  expect(matches(parseSearch("other", false), chat({}))).toBe(false);
  expect(matches(NO_FILTER, chat({ archived: true }))).toBe(false);
  expect(matches(parseSearch("", true), chat({ archived: true }))).toBe(true);
  expect(matches(parseSearch("unread:true", false), chat({ has_unread: false }))).toBe(false);
  expect(matches(parseSearch("label:a:b:c", false), chat({ labels: { a: "b:c" } }))).toBe(true);
  expect(matches(parseSearch("label:a:b", false), chat({ labels: { a: "x" } }))).toBe(false);
});
