// The files that somebody is about to send. Pure.
//
// What must stay true: a file that was removed never comes back, whatever is still on its way for it; nothing is sent while one is worked
// on; only what was sent goes with the sending.

import { isImage } from "./accept";

export type AttachmentState =
  | { step: "processing" }
  | { step: "uploading"; share: number }
  | { step: "ready"; fileId: string }
  /** `mayRetry`: the same file may be taken the next time. `forSize`: a model that takes larger images may see it. */
  | { step: "failed"; why: string; mayRetry: boolean; forSize?: boolean };

export interface Attachment {
  key: string;
  name: string;
  mediaType: string;
  /** What is sent: of an image that was made smaller, the smaller size. */
  sizeBytes: number;
  /** How large it was before. */
  originalBytes: number;
  /** How large an image might be when it was last prepared. */
  budget: number;
  /** A picture of it, for images. */
  preview: string | undefined;
  /** Of a long text that was pasted: the text, which can still go into the message. */
  pasted: string | undefined;
  state: AttachmentState;
}

export type AttachmentAction =
  | { type: "added"; attachment: Attachment }
  /** Work on it begins, for the first time or anew. */
  | { type: "began"; key: string; budget: number }
  | { type: "shrunk"; key: string; sizeBytes: number }
  | { type: "changed"; key: string; state: AttachmentState }
  | { type: "removed"; key: string }
  | { type: "sent"; keys: readonly string[] };

export function reduceAttachments(
  all: readonly Attachment[],
  action: AttachmentAction,
): readonly Attachment[] {
  const change = (key: string, fields: Partial<Attachment>) =>
    all.map((it) => (it.key === key ? { ...it, ...fields } : it));
  switch (action.type) {
    case "added":
      return [...all, action.attachment];
    case "began":
      return change(action.key, { budget: action.budget, state: { step: "processing" } });
    case "shrunk":
      return change(action.key, { sizeBytes: action.sizeBytes });
    case "changed":
      return change(action.key, { state: action.state });
    case "removed":
      return all.filter((it) => it.key !== action.key);
    case "sent":
      return all.filter((it) => !action.keys.includes(it.key));
  }
}

/** Why nothing can be sent now; undefined = it can. */
export function blockedBy(all: readonly Attachment[]): string | undefined {
  const steps = all.map((it) => it.state.step);
  if (steps.includes("processing")) return "A file is being prepared. Send when that is done.";
  if (steps.includes("uploading")) return "A file is being uploaded. Send when that is done.";
  if (steps.includes("failed")) return "A file could not be attached. Remove it or try again, then send.";
  return undefined;
}

export interface ReadyFile {
  key: string;
  fileId: string;
}

export const readyFiles = (all: readonly Attachment[]): ReadyFile[] =>
  all.flatMap(({ key, state }) => (state.step === "ready" ? [{ key, fileId: state.fileId }] : []));

/** The images that have to be prepared anew now that one may have `budget` bytes: the model was changed. */
export const toRedo = (all: readonly Attachment[], budget: number): string[] =>
  all.filter((it) => isImage(it.mediaType) && isOutdated(it, budget)).map((it) => it.key);

function isOutdated({ state, sizeBytes, budget: had }: Attachment, budget: number): boolean {
  switch (state.step) {
    case "processing":
      return had > budget;
    case "uploading":
    case "ready":
      return sizeBytes > budget;
    case "failed":
      return state.forSize === true && had < budget;
  }
}
