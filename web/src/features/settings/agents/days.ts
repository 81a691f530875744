// A number of days, as people type it.

const MOST = 3650;

export const WRONG_DAYS = `must be a whole number up to ${MOST}, or empty`;

/** 0 for nothing, which means never; undefined for what is no such number. */
export function parseDays(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return 0;
  if (!/^\d+$/.test(trimmed)) return undefined;
  const days = Number(trimmed);
  return days <= MOST ? days : undefined;
}
