// biome-ignore lint/suspicious/noExplicitAny: provisional
export type paths = any;
