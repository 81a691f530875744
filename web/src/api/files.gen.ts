// Written by `cargo xtask gen` from crates/model/src/chat/file.rs. Do not edit.

/** The types that the server stores, and the endings of names that files of each usually have. */
export const FILE_TYPES: readonly { mediaType: string; extensions: readonly string[] }[] = [
  { mediaType: "application/json", extensions: [".json"] },
  { mediaType: "application/pdf", extensions: [".pdf"] },
  { mediaType: "image/gif", extensions: [".gif"] },
  { mediaType: "image/jpeg", extensions: [".jpg", ".jpeg"] },
  { mediaType: "image/png", extensions: [".png"] },
  { mediaType: "image/webp", extensions: [".webp"] },
  { mediaType: "text/csv", extensions: [".csv"] },
  { mediaType: "text/markdown", extensions: [".md", ".markdown"] },
  { mediaType: "text/plain", extensions: [".txt", ".log", ".diff", ".patch", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".env", ".xml", ".html", ".css", ".sql", ".sh", ".tf", ".rs", ".go", ".py", ".rb", ".js", ".jsx", ".ts", ".tsx", ".java", ".kt", ".c", ".h", ".cpp", ".hpp", ".cs", ".php", ".swift"] },
];

/** The largest file, in bytes. */
export const FILE_BYTES_MAX = 10485760;

/** The most files that one chat is linked with. */
export const FILE_LINK_LIMIT = 50;

/** From how many bytes on an image is too large, for the providers that have such a limit. */
export const INLINE_IMAGE_CAPS: readonly { provider: string; bytes: number }[] = [
  { provider: "anthropic", bytes: 5242880 },
  { provider: "bedrock", bytes: 5242880 },
];
