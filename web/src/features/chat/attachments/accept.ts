// What can be attached: exactly what the server takes. Pure.

import { FILE_BYTES_MAX, FILE_TYPES, INLINE_IMAGE_CAPS } from "@/api/files.gen";

/** What is left of a limit for what stands around the image in a request, in bytes. */
const MARGIN_BYTES = 16 * 1024;

/** The value of the picker's `accept`. */
export const ACCEPT = FILE_TYPES.flatMap((it) => [it.mediaType, ...it.extensions]).join(",");

const extensionOf = (name: string): string => {
  const at = name.lastIndexOf(".");
  return at <= 0 ? "" : name.slice(at).toLowerCase();
};

/** What the browser takes a file for, or what its name says where the browser does not know. */
export function mediaTypeOf(file: { type: string; name: string }): string | undefined {
  const type = file.type.split(";")[0]?.trim().toLowerCase();
  const known = FILE_TYPES.find((it) => it.mediaType === type);
  if (known) return known.mediaType;
  const byName = FILE_TYPES.find((it) => it.extensions.includes(extensionOf(file.name)));
  // Browsers call many texts by names of their own; an image or an archive with the ending of a text is none.
  const isText = type === "" || type === "application/octet-stream" || type?.startsWith("text/");
  return isText ? byName?.mediaType : undefined;
}

export const isImage = (mediaType: string): boolean => mediaType.startsWith("image/");

/** How large an image may be for the provider of the model, in bytes. */
export function imageBudget(provider: string | undefined): number {
  const cap = INLINE_IMAGE_CAPS.find((it) => it.provider === provider?.trim().toLowerCase())?.bytes;
  return (cap ?? FILE_BYTES_MAX) - MARGIN_BYTES;
}

/** Why a file cannot be attached, in words for people; undefined = it can. */
export function refusal(file: { type: string; name: string; size: number }): string | undefined {
  const mediaType = mediaTypeOf(file);
  if (!mediaType)
    return "Only text, JSON, CSV, Markdown, PDF and GIF, JPEG, PNG or WebP images can be attached.";
  if (file.size === 0) return "The file is empty.";
  // An image is made smaller; nothing else can be.
  if (!isImage(mediaType) && file.size > FILE_BYTES_MAX) {
    return `A file may have at most ${FILE_BYTES_MAX / (1024 * 1024)} MiB.`;
  }
  return undefined;
}

/** A text that is pasted and longer than this becomes a file, in characters. */
export const PASTED_TEXT_MAX = 8_000;

/** The name of a pasted text, as the server knows it (chat-engine.md PR-11). */
export function pastedName(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `pasted-text-${day}-${two(at.getHours())}-${two(at.getMinutes())}-${two(at.getSeconds())}.txt`;
}
