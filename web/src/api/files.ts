// Files of chats (chats-api.md 1.11).

import { client, unwrap } from "./client";
import { errorFromBody, toApiError } from "./errors";

export const filePath = (file: string) => `/api/v2/chats/files/${encodeURIComponent(file)}`;

/** A stored file that is text. */
export const getFileText = (file: string) =>
  unwrap(
    client.GET("/api/v2/chats/files/{file}", { params: { path: { file } }, parseAs: "text" }),
  ) as Promise<string>;

/** A stored file. */
export const getFile = (file: string) =>
  unwrap(
    client.GET("/api/v2/chats/files/{file}", { params: { path: { file } }, parseAs: "blob" }),
  ) as Promise<Blob>;

/** Whether a file can be read; an error says why not. */
export async function checkFile(file: string): Promise<void> {
  // What the browser remembers of it says nothing of now.
  const answer = await fetch(filePath(file), { method: "HEAD", cache: "no-store" }).catch(
    (cause: unknown) => {
      throw toApiError(cause);
    },
  );
  if (!answer.ok) throw errorFromBody(answer.status, null);
}
