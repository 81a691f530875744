import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Attachment,
  type AttachmentAction,
  type AttachmentState,
  blockedBy,
  readyFiles,
  reduceAttachments,
  toRedo,
} from "./attachments";

const KEYS = ["a", "b", "c"];
const key = fc.constantFrom(...KEYS);
const bytes = fc.integer({ min: 1, max: 100 });
const state: fc.Arbitrary<AttachmentState> = fc.oneof(
  fc.constant<AttachmentState>({ step: "processing" }),
  fc.constant<AttachmentState>({ step: "uploading", share: 0.5 }),
  fc.constant<AttachmentState>({ step: "ready", fileId: "f" }),
  fc.constant<AttachmentState>({ step: "failed", why: "no", mayRetry: true }),
  fc.constant<AttachmentState>({ step: "failed", why: "large", mayRetry: false, forSize: true }),
);
const late: fc.Arbitrary<AttachmentAction> = fc.oneof(
  fc.record({ type: fc.constant("began" as const), key, budget: bytes }),
  fc.record({ type: fc.constant("changed" as const), key, state }),
  fc.record({ type: fc.constant("shrunk" as const), key, sizeBytes: bytes }),
);
const make = (name: string): Attachment => ({
  key: name,
  name,
  mediaType: "image/png",
  sizeBytes: 50,
  originalBytes: 50,
  budget: 100,
  preview: undefined,
  pasted: undefined,
  state: { step: "processing" },
});
const START: readonly Attachment[] = KEYS.map(make);
const after = (actions: readonly AttachmentAction[], from = START) => actions.reduce(reduceAttachments, from);
const keysOf = (all: readonly Attachment[]) => all.map((it) => it.key);

test("a removed file never comes back, whatever was on its way for it", () => {
  fc.assert(
    fc.property(key, fc.array(late), fc.array(late), (gone, before, then) => {
      const all = after([...before, { type: "removed", key: gone }, ...then]);
      expect(keysOf(all)).toEqual(KEYS.filter((it) => it !== gone));
    }),
  );
});

test("what can be sent is ready, and nothing is sent while something is not", () => {
  fc.assert(
    fc.property(fc.array(late), (actions) => {
      const all = after(actions);
      expect(blockedBy(all) === undefined).toBe(all.every((it) => it.state.step === "ready"));
      expect(readyFiles(all).length).toBe(all.filter((it) => it.state.step === "ready").length);
    }),
  );
});

test("only what was sent goes: what became ready meanwhile stays for the next message", () => {
  fc.assert(
    fc.property(fc.array(late), fc.array(late), (before, meanwhile) => {
      const sent = readyFiles(after(before)).map((it) => it.key);
      const all = after([...before, ...meanwhile, { type: "sent", keys: sent }]);
      expect(keysOf(all)).toEqual(KEYS.filter((it) => !sent.includes(it)));
    }),
  );
});

test("an image that is too large for the model of the moment is never left ready", () => {
  fc.assert(
    fc.property(fc.array(late), bytes, (actions, budget) => {
      const all = after(actions);
      const redo = toRedo(all, budget);
      const left = all.filter((it) => !redo.includes(it.key));
      expect(left.some((it) => it.state.step === "ready" && it.sizeBytes > budget)).toBe(false);
      // Work that has begun for this model is not begun again.
      const begun = redo.map((it): AttachmentAction => ({ type: "began", key: it, budget }));
      expect(toRedo(after(begun, all), budget)).toEqual([]);
    }),
  );
});

test("what was too large for one model is tried for one that takes more, and a text never again", () => {
  const failed = {
    ...make("a"),
    budget: 40,
    state: { step: "failed", why: "", mayRetry: false, forSize: true },
  } as const;
  expect(toRedo([failed], 60)).toEqual(["a"]);
  expect(toRedo([failed], 40)).toEqual([]);
  expect(toRedo([{ ...failed, state: { ...failed.state, forSize: false } }], 60)).toEqual([]);
  expect(toRedo([{ ...failed, mediaType: "text/plain" }], 60)).toEqual([]);
});
