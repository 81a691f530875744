// Files of chats (chats-api.md 1.11).

import { client, unwrap } from "./client";

/** A stored file that is text. */
export const getFileText = (file: string) =>
  unwrap(
    client.GET("/api/v2/chats/files/{file}", { params: { path: { file } }, parseAs: "text" }),
  ) as Promise<string>;
