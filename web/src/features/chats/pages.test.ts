import { expect, test } from "vitest";
import type { Chat } from "@/api/types";
import { allChats, nextCursor, withChat, withChild, withChildIn, withNews, withoutChat } from "./pages";
import { NO_FILTER, parseSearch } from "./search";

const chat = (id: string, minute: number, fields: Partial<Chat> = {}) =>
  ({
    id,
    title: id,
    updated_at: new Date(2026, 4, 10, 12, minute).toISOString(),
    archived: false,
    has_unread: false,
    pin_order: 0,
    labels: {},
    children: [],
    ...fields,
  }) as unknown as Chat;
const page = (isFull: boolean, ...chats: Chat[]) => ({ chats, isFull });
const ids = (pages: ReturnType<typeof withChat>) => allChats(pages).map((it) => it.id);

test("the next page begins after the lowest chat, also when the last one has moved up", () => {
  const pages = [page(true, chat("d", 4), chat("c", 3)), page(true, chat("b", 2), chat("a", 1))];
  expect(nextCursor(pages)).toBe("a");
  expect(nextCursor(withChat(pages, NO_FILTER, chat("a", 9)))).toBe("b");
  expect(nextCursor([page(false, chat("d", 4))])).toBeUndefined();
  expect(nextCursor([])).toBeUndefined();
});

test("a page stays full when a chat leaves it", () => {
  const pages = withoutChat([page(true, chat("b", 2), chat("a", 1))], "a");
  expect(nextCursor(pages)).toBe("b");
});

test("a chat that stands on two pages is shown once", () => {
  expect(ids([page(true, chat("b", 2)), page(false, chat("b", 2), chat("a", 1))])).toEqual(["b", "a"]);
});

test("a changed chat stays with its children, a new one comes first, another list's goes", () => {
  const child = chat("child", 0);
  const pages = [page(false, chat("a", 1, { children: [child] }))];
  expect(allChats(withChat(pages, NO_FILTER, chat("a", 5, { title: "new" })))[0]).toMatchObject({
    title: "new",
    children: [child],
  });
  expect(ids(withChat(pages, NO_FILTER, chat("b", 5)))).toEqual(["b", "a"]);
  expect(ids(withChat(pages, NO_FILTER, chat("a", 5, { archived: true })))).toEqual([]);
  expect(ids(withChat(pages, parseSearch("other", false), chat("b", 5)))).toEqual(["a"]);
});

test("a child that changes stands in its parent, the newest first", () => {
  const child = (id: string, minute: number, fields: Partial<Chat> = {}) =>
    chat(id, minute, { parent_chat_id: "a", created_at: `2026-05-10T12:0${minute}:00Z`, ...fields });
  const pages = [page(false, chat("a", 1), chat("b", 2))];
  const with_one = withChildIn(pages, child("x", 1, { status: "running" }));
  const [parent, other] = allChats(withChildIn(with_one, child("y", 2)));
  expect(parent?.children.map((it) => it.id)).toEqual(["y", "x"]);
  expect(other?.children).toEqual([]);
  const done = withChild(parent as Chat, child("x", 1, { status: "waiting" }));
  expect(done.children.map((it) => [it.id, it.status])).toEqual([
    ["y", undefined],
    ["x", "waiting"],
  ]);
  expect(withChild(done, child("y", 2, { archived: true })).children.map((it) => it.id)).toEqual(["x"]);
});

test("what news leaves out is no longer so, but for what news never tells", () => {
  const child = chat("child", 0);
  const error = { message: "no key" } as Chat["last_error"];
  const spend = { spent_micros: 5 } as Chat["spend"];
  const before = chat("a", 1, { plan_mode: "plan", last_error: error, children: [child], spend });
  const after = withNews(before, chat("a", 2, { status: "running" }));
  expect(after).toMatchObject({ status: "running", children: [child], spend });
  expect([after.plan_mode, after.last_error]).toEqual([undefined, undefined]);
  expect(withNews(undefined, before)).toBe(before);
});

test("a child that is gone leaves its parent", () => {
  const pages = [page(false, chat("a", 1, { children: [chat("x", 0), chat("y", 0)] }))];
  expect(allChats(withoutChat(pages, "x"))[0]?.children.map((it) => it.id)).toEqual(["y"]);
});
