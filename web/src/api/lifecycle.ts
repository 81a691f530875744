// When chats are archived and deleted by themselves (chats-api.md 1.13). In days; 0 = never.

import { client, unwrap } from "./client";

/** What is done after so many days. */
export const LIFECYCLE = ["auto_archive", "retention", "debug_retention"] as const;
export type Lifecycle = Record<(typeof LIFECYCLE)[number], number>;

export const retentionDays = async () =>
  (await unwrap(client.GET("/api/v2/chats/config/retention-days"))).retention_days;

export async function lifecycle(): Promise<Lifecycle> {
  const [archive, retention, debug] = await Promise.all([
    unwrap(client.GET("/api/v2/chats/config/auto-archive-days")),
    retentionDays(),
    unwrap(client.GET("/api/v2/chats/config/debug-retention-days")),
  ]);
  return {
    auto_archive: archive.auto_archive_days,
    retention,
    debug_retention: debug.debug_retention_days,
  };
}

/** Sets those that differ from what is stored, one after the other: a refused one keeps the later ones from being set. */
export async function putLifecycle(stored: Lifecycle, wanted: Lifecycle) {
  if (wanted.auto_archive !== stored.auto_archive)
    await unwrap(
      client.PUT("/api/v2/chats/config/auto-archive-days", {
        body: { auto_archive_days: wanted.auto_archive },
      }),
    );
  if (wanted.retention !== stored.retention)
    await unwrap(
      client.PUT("/api/v2/chats/config/retention-days", { body: { retention_days: wanted.retention } }),
    );
  if (wanted.debug_retention !== stored.debug_retention)
    await unwrap(
      client.PUT("/api/v2/chats/config/debug-retention-days", {
        body: { debug_retention_days: wanted.debug_retention },
      }),
    );
}
