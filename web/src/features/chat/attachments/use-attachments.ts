// The files of one composer: what is done to each from the moment it is added until it can be sent. They are not kept with the draft: who
// leaves is told so.

import { useCallback, useEffect, useReducer, useRef } from "react";
import { toApiError } from "@/api/errors";
import { FILE_LINK_LIMIT } from "@/api/files.gen";
import { showToast } from "@/components/toast";
import { declaredType, imageBudget, isImage, mediaTypeOf, refusal, roomFor } from "./accept";
import {
  type Attachment,
  type AttachmentState,
  blockedBy,
  type ReadyFile,
  readyFiles,
  reduceAttachments,
  toRedo,
} from "./attachments";
import { cleanName } from "./names";
import { CannotShrink, shrinkImage } from "./shrink";
import { uploadFile } from "./upload";

interface Wanted {
  organizationId: string | undefined;
  /** The provider of the model that will see the files. */
  provider: string | undefined;
}

export interface Attachments {
  all: readonly Attachment[];
  /** Why nothing can be sent now. */
  blocked: string | undefined;
  /** What goes with a message that is sent now. */
  ready: readonly ReadyFile[];
  /** `pasted`: the text that the files are made of. */
  add: (files: readonly File[], pasted?: string) => void;
  retry: (key: string) => void;
  remove: (key: string) => void;
  /** Those that went with a message go from here. */
  sent: (files: readonly ReadyFile[]) => void;
}

/** What is held of a file beside its state. */
interface Held {
  file: File;
  preview: string | undefined;
  /** Ends the work on it, whose late answers then count for nothing. */
  stop: AbortController;
}

let made = 0;

export function useAttachments({ organizationId, provider }: Wanted): Attachments {
  const [all, dispatch] = useReducer(reduceAttachments, []);
  const held = useRef(new Map<string, Held>());
  const budget = imageBudget(provider);
  const latest = useRef({ all, organizationId, budget });
  latest.current = { all, organizationId, budget };

  /** Prepares and uploads it, from the beginning. */
  const work = useCallback(async (key: string) => {
    const one = held.current.get(key);
    if (!one) return;
    one.stop.abort();
    const stop = new AbortController();
    one.stop = stop;
    const { file } = one;
    const { organizationId, budget } = latest.current;
    const tell = (state: AttachmentState) => {
      if (!stop.signal.aborted) dispatch({ type: "changed", key, state });
    };
    const failed = (why: string, mayRetry = false, forSize = false) =>
      tell({ step: "failed", why, mayRetry, forSize });
    dispatch({ type: "began", key, budget });
    const why = refusal(file);
    const mediaType = mediaTypeOf(file);
    if (why || !mediaType) return failed(why ?? "This file cannot be attached.");
    if (!organizationId) return failed("You are in no organization.", true);
    try {
      const small = isImage(mediaType) ? await shrinkImage(file, mediaType, budget) : file;
      if (stop.signal.aborted) return;
      dispatch({ type: "shrunk", key, sizeBytes: small.size });
      const type = small === file ? mediaType : small.type;
      tell({ step: "uploading", share: 0 });
      const fileId = await uploadFile({
        organizationId,
        content: small,
        name: cleanName(small.name, type),
        mediaType: declaredType(type),
        signal: stop.signal,
        onProgress: (share) => tell({ step: "uploading", share }),
      });
      tell({ step: "ready", fileId });
    } catch (cause) {
      if (cause instanceof CannotShrink) return failed(cause.message, false, cause.forSize);
      const error = toApiError(cause);
      // What the server cannot read it cannot read the next time either.
      failed(error.message, error.status !== 400 && error.status !== 413);
    }
  }, []);

  const add = useCallback(
    (files: readonly File[], pasted?: string) => {
      const room = roomFor(held.current.size, files.length);
      if (room < files.length) {
        showToast(
          `A chat takes at most ${FILE_LINK_LIMIT} files.`,
          `${files.length - room} of those that you chose were not attached.`,
        );
      }
      for (const file of files.slice(0, room)) {
        made += 1;
        const key = `attachment-${made}`;
        const mediaType = mediaTypeOf(file) ?? file.type;
        const preview = isImage(mediaType) ? URL.createObjectURL(file) : undefined;
        held.current.set(key, { file, preview, stop: new AbortController() });
        dispatch({
          type: "added",
          attachment: {
            key,
            name: cleanName(file.name, mediaType),
            mediaType,
            sizeBytes: file.size,
            originalBytes: file.size,
            budget: latest.current.budget,
            preview,
            pasted,
            state: { step: "processing" },
          },
        });
        void work(key);
      }
    },
    [work],
  );

  const letGo = useCallback((key: string) => {
    const one = held.current.get(key);
    one?.stop.abort();
    if (one?.preview) URL.revokeObjectURL(one.preview);
    held.current.delete(key);
  }, []);
  const remove = useCallback(
    (key: string) => {
      letGo(key);
      dispatch({ type: "removed", key });
    },
    [letGo],
  );
  const sent = useCallback(
    (files: readonly ReadyFile[]) => {
      const keys = files.map((it) => it.key);
      for (const key of keys) letGo(key);
      dispatch({ type: "sent", keys });
    },
    [letGo],
  );

  // Whoever leaves takes their uploads with them.
  useEffect(() => {
    const mine = held.current;
    return () => {
      const lost = latest.current.all.filter((it) => mine.has(it.key) && it.state.step !== "failed");
      for (const key of [...mine.keys()]) letGo(key);
      if (lost.length > 0) {
        showToast("Files that are not sent are not kept.", lost.map((it) => it.name).join(", "));
      }
    };
  }, [letGo]);

  // Another model may take less of an image than the one before, or more.
  useEffect(() => {
    for (const key of toRedo(all, budget)) void work(key);
  }, [all, budget, work]);

  return {
    all,
    blocked: blockedBy(all),
    ready: readyFiles(all),
    add,
    retry: work,
    remove,
    sent,
  };
}
