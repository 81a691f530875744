import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Attachment,
  type AttachmentAction,
  type AttachmentState,
  blockedBy,
  readyIds,
  reduceAttachments,
} from "./attachments";

const key = fc.constantFrom("a", "b", "c");
const state: fc.Arbitrary<AttachmentState> = fc.oneof(
  fc.constant<AttachmentState>({ step: "processing" }),
  fc.constant<AttachmentState>({ step: "uploading", share: 0.5 }),
  fc.constant<AttachmentState>({ step: "ready", fileId: "f" }),
  fc.constant<AttachmentState>({ step: "failed", why: "no", mayRetry: true }),
);
const late: fc.Arbitrary<AttachmentAction> = fc.oneof(
  fc.record({ type: fc.constant("changed" as const), key, state }),
  fc.record({ type: fc.constant("shrunk" as const), key, sizeBytes: fc.nat() }),
);
const make = (name: string): Attachment => ({
  key: name,
  name,
  mediaType: "text/plain",
  sizeBytes: 1,
  preview: undefined,
  state: { step: "processing" },
});

test("a removed file never comes back, whatever was on its way for it", () => {
  fc.assert(
    fc.property(key, fc.array(late), fc.array(late), (gone, before, after) => {
      const start: AttachmentAction[] = ["a", "b", "c"].map((it) => ({
        type: "added",
        attachment: make(it),
      }));
      const actions: AttachmentAction[] = [...start, ...before, { type: "removed", key: gone }, ...after];
      const all = actions.reduce(reduceAttachments, [] as readonly Attachment[]);
      expect(all.map((it) => it.key)).toEqual(["a", "b", "c"].filter((it) => it !== gone));
    }),
  );
});

test("what can be sent is ready, and nothing is sent while something is not", () => {
  fc.assert(
    fc.property(fc.array(late), (actions) => {
      const start = ["a", "b", "c"].map(make);
      const all = actions.reduce(reduceAttachments, start as readonly Attachment[]);
      const isAllReady = all.every((it) => it.state.step === "ready");
      expect(blockedBy(all) === undefined).toBe(isAllReady);
      expect(readyIds(all).length).toBe(all.filter((it) => it.state.step === "ready").length);
      expect(reduceAttachments(all, { type: "sent" }).some((it) => it.state.step === "ready")).toBe(false);
    }),
  );
});
