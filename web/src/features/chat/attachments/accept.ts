// What can be attached: exactly what the server takes. Pure.

import { FILE_BYTES_MAX, FILE_LINK_LIMIT, FILE_TYPES, INLINE_IMAGE_CAPS } from "@/api/files.gen";

/** What is left of a limit for what stands around the image in a request, in bytes. */
const MARGIN_BYTES = 16 * 1024;

/** The value of the picker's `accept`. */
export const ACCEPT = FILE_TYPES.flatMap((it) => [it.mediaType, ...it.extensions]).join(",");

const extensionOf = (name: string): string => {
  const at = name.lastIndexOf(".");
  return at <= 0 ? "" : name.slice(at).toLowerCase();
};

export const isImage = (mediaType: string): boolean => mediaType.startsWith("image/");
const isText = (mediaType: string): boolean => !isImage(mediaType) && mediaType !== "application/pdf";

/** What the browser takes a file for, or what its name says where the browser does not know. */
export function mediaTypeOf(file: { type: string; name: string }): string | undefined {
  const type = file.type.split(";")[0]?.trim().toLowerCase() ?? "";
  const known = FILE_TYPES.find((it) => it.mediaType === type);
  if (known) return known.mediaType;
  const byName = FILE_TYPES.find((it) => it.extensions.includes(extensionOf(file.name)))?.mediaType;
  if (byName === undefined || type === "" || type === "application/octet-stream") return byName;
  // Browsers call texts by names of their own: TypeScript is `video/mp2t`, CSV is a table of Excel. The server looks at the bytes.
  return isText(byName) && !isImage(type) ? byName : undefined;
}

/**
 * What the server is told that a file is. What is binary it knows better by the bytes than the name does; a text is plain, which it refines: a
 * broken `.json` is a text as well, and an image called a text, which was not made smaller, is refused.
 */
export const declaredType = (mediaType: string): string =>
  isText(mediaType) ? "text/plain" : "application/octet-stream";

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

/** How many of `wanted` files there is room for beside those that are attached. */
export const roomFor = (attached: number, wanted: number): number =>
  Math.max(0, Math.min(wanted, FILE_LINK_LIMIT - attached));
