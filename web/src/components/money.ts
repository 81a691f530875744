// Amounts between micro-dollars and what people read and write. Pure.

/** As the server writes them: two decimals, and as many as needed, up to six, below a cent. */
export function usd(micros: number): string {
  const sign = micros < 0 ? "-" : "";
  const amount = Math.abs(Math.round(micros));
  if (amount > 0 && amount < 10_000) {
    return `${sign}$0.${String(amount).padStart(6, "0").replace(/0+$/, "")}`;
  }
  return `${sign}$${Math.floor(amount / 1_000_000)}.${String(Math.floor((amount % 1_000_000) / 10_000)).padStart(2, "0")}`;
}

/** What somebody wrote as dollars; `null` for nothing, `undefined` for what is no amount above 0. */
export function fromDollars(text: string): number | null | undefined {
  const trimmed = text.trim().replace(/^\$/, "").replace(",", ".");
  if (trimmed === "") return null;
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(trimmed)) return undefined;
  const micros = Math.round(Number(trimmed) * 1_000_000);
  return micros > 0 ? micros : undefined;
}

/** The amount as somebody would write it into a field. */
export function toDollars(micros: number | null): string {
  return micros === null ? "" : String(micros / 1_000_000);
}
