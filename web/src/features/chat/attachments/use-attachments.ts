// The files of one composer: what is done to each from the moment it is added until it can be sent.

import { useCallback, useEffect, useReducer, useRef } from "react";
import { toApiError } from "@/api/errors";
import { imageBudget, isImage, mediaTypeOf, refusal } from "./accept";
import { type Attachment, blockedBy, readyIds, reduceAttachments } from "./attachments";
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
  fileIds: readonly string[];
  add: (files: readonly File[]) => void;
  retry: (key: string) => void;
  remove: (key: string) => void;
  /** Those that were sent go. */
  sent: () => void;
}

let made = 0;

export function useAttachments({ organizationId, provider }: Wanted): Attachments {
  const [all, dispatch] = useReducer(reduceAttachments, []);
  const running = useRef(new Map<string, { file: File; stop: AbortController }>());
  const latest = useRef({ organizationId, provider });
  latest.current = { organizationId, provider };

  const work = useCallback(async (key: string, file: File) => {
    const stop = new AbortController();
    running.current.set(key, { file, stop });
    const failed = (why: string, mayRetry = false) =>
      dispatch({ type: "changed", key, state: { step: "failed", why, mayRetry } });
    const why = refusal(file);
    const mediaType = mediaTypeOf(file);
    if (why || !mediaType) return failed(why ?? "This file cannot be attached.");
    const { organizationId, provider } = latest.current;
    if (!organizationId) return failed("You are in no organization.");
    try {
      let small = file;
      if (isImage(mediaType)) {
        small = await shrinkImage(file, mediaType, imageBudget(provider));
        dispatch({ type: "shrunk", key, sizeBytes: small.size });
      }
      if (stop.signal.aborted) return;
      dispatch({ type: "changed", key, state: { step: "uploading", share: 0 } });
      const fileId = await uploadFile({
        organizationId,
        file: small,
        mediaType: small === file ? mediaType : small.type,
        signal: stop.signal,
        onProgress: (share) => dispatch({ type: "changed", key, state: { step: "uploading", share } }),
      });
      dispatch({ type: "changed", key, state: { step: "ready", fileId } });
    } catch (cause) {
      const error = toApiError(cause);
      // What the server or the browser cannot read it cannot read the next time either.
      const mayRetry = !(cause instanceof CannotShrink) && error.status !== 400 && error.status !== 413;
      if (!stop.signal.aborted) failed(error.validations[0]?.detail ?? error.message, mayRetry);
    }
  }, []);

  const add = useCallback(
    (files: readonly File[]) => {
      for (const file of files) {
        made += 1;
        const key = `attachment-${made}`;
        const mediaType = mediaTypeOf(file) ?? file.type;
        const preview = isImage(mediaType) ? URL.createObjectURL(file) : undefined;
        dispatch({
          type: "added",
          attachment: {
            key,
            name: file.name,
            mediaType,
            sizeBytes: file.size,
            preview,
            state: { step: "processing" },
          },
        });
        void work(key, file);
      }
    },
    [work],
  );

  const drop = useCallback((key: string) => {
    running.current.get(key)?.stop.abort();
    running.current.delete(key);
  }, []);
  const remove = useCallback(
    (key: string) => {
      drop(key);
      dispatch({ type: "removed", key });
    },
    [drop],
  );
  const retry = useCallback(
    (key: string) => {
      const file = running.current.get(key)?.file;
      dispatch({ type: "changed", key, state: { step: "processing" } });
      if (file) void work(key, file);
    },
    [work],
  );

  // Whoever leaves the page takes their uploads with them.
  useEffect(() => {
    const uploads = running.current;
    return () => {
      for (const { stop } of uploads.values()) stop.abort();
    };
  }, []);

  // Another model may take less of an image than the one before.
  const before = useRef(provider);
  useEffect(() => {
    if (before.current === provider) return;
    before.current = provider;
    const budget = imageBudget(provider);
    for (const it of all) {
      if (isImage(it.mediaType) && it.state.step === "ready" && it.sizeBytes > budget) retry(it.key);
    }
  }, [provider, all, retry]);

  return {
    all,
    blocked: blockedBy(all),
    fileIds: readyIds(all),
    add,
    retry,
    remove,
    sent: () => dispatch({ type: "sent" }),
  };
}
