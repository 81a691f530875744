// Uploads one file, with its progress (chats-api.md 1.11). `fetch` cannot tell how much of a body has gone.

import { ApiError, errorFromBody } from "@/api/errors";

interface Upload {
  organizationId: string;
  content: Blob;
  /** As the server stores it. */
  name: string;
  mediaType: string;
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** The id of the stored file. */
export function uploadFile(upload: Upload): Promise<string> {
  const { organizationId, content, name, mediaType, onProgress, signal } = upload;
  return new Promise((resolve, reject) => {
    const stopped = () => reject(new ApiError(0, "The upload was stopped."));
    if (signal.aborted) return stopped();
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v2/chats/files?organization=${encodeURIComponent(organizationId)}`);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", mediaType);
    request.setRequestHeader("Content-Disposition", disposition(name));
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const body = request.response as { id?: string } | null;
      if (request.status === 201 && body?.id) resolve(body.id);
      else reject(errorFromBody(request.status, body));
    };
    request.onerror = () => reject(new ApiError(0, "The server cannot be reached.", "Try again."));
    request.onabort = stopped;
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(content);
  });
}

/** Headers hold ASCII alone, so the name goes in the encoded form of RFC 6266. */
export const disposition = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`)}`;
