// The files that somebody is about to send. Pure.
//
// What must stay true: a file that was removed never comes back, whatever is still on its way for it; nothing is sent while one is worked on.

export type AttachmentState =
  | { step: "processing" }
  | { step: "uploading"; share: number }
  | { step: "ready"; fileId: string }
  /** `mayRetry`: the same file may be taken the next time. */
  | { step: "failed"; why: string; mayRetry: boolean };

export interface Attachment {
  key: string;
  name: string;
  mediaType: string;
  /** What is sent: of an image that was made smaller, the smaller size. */
  sizeBytes: number;
  /** A picture of it, for images. */
  preview: string | undefined;
  state: AttachmentState;
}

export type AttachmentAction =
  | { type: "added"; attachment: Attachment }
  | { type: "shrunk"; key: string; sizeBytes: number }
  | { type: "changed"; key: string; state: AttachmentState }
  | { type: "removed"; key: string }
  | { type: "sent" };

export function reduceAttachments(
  all: readonly Attachment[],
  action: AttachmentAction,
): readonly Attachment[] {
  switch (action.type) {
    case "added":
      return [...all, action.attachment];
    case "shrunk":
      return all.map((it) => (it.key === action.key ? { ...it, sizeBytes: action.sizeBytes } : it));
    case "changed":
      return all.map((it) => (it.key === action.key ? { ...it, state: action.state } : it));
    case "removed":
      return all.filter((it) => it.key !== action.key);
    case "sent":
      return all.filter((it) => it.state.step !== "ready");
  }
}

/** Why nothing can be sent now; undefined = it can. */
export function blockedBy(all: readonly Attachment[]): string | undefined {
  const steps = all.map((it) => it.state.step);
  if (steps.includes("processing")) return "An image is made smaller";
  if (steps.includes("uploading")) return "A file is uploaded";
  if (steps.includes("failed")) return "A file could not be attached: remove it or try again";
  return undefined;
}

export const readyIds = (all: readonly Attachment[]): string[] =>
  all.flatMap((it) => (it.state.step === "ready" ? [it.state.fileId] : []));
