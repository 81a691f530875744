import { expect, test } from "vitest";
import type { Chat } from "@/api/types";
import { groupChats } from "./order";

const now = new Date(2026, 4, 10, 12);
const chat = (id: string, hoursAgo: number, fields: Partial<Chat> = {}) =>
  ({
    id,
    updated_at: new Date(now.getTime() - hoursAgo * 3_600_000).toISOString(),
    archived: false,
    pin_order: 0,
    ...fields,
  }) as Chat;

test("pinned ones first in their order, then by age", () => {
  const groups = groupChats(
    [
      chat("old", 400),
      chat("pinned-2", 1, { pin_order: 2 }),
      chat("today", 2),
      chat("week", 80),
      chat("pinned-1", 900, { pin_order: 1 }),
      chat("newest", 1),
      chat("yesterday", 20),
    ],
    now,
  );
  expect(groups.map((group) => [group.title, group.chats.map((it) => it.id)])).toEqual([
    ["Pinned", ["pinned-1", "pinned-2"]],
    ["Today", ["newest", "today"]],
    ["Yesterday", ["yesterday"]],
    ["Past week", ["week"]],
    ["Older", ["old"]],
  ]);
});
