// Names of files, by the rules of the server (chats-api.md 1.11). Pure.

import { FILE_TYPES } from "@/api/files.gen";

/** The longest name, in bytes. */
const NAME_BYTES_MAX = 255;
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** What browsers call an image that has no file. */
const NAMELESS = /^image\.(png|jpe?g|gif|webp)$/i;

/**
 * The name that a file is uploaded with: without control characters and outer spaces, cut before its ending where it is too long. The
 * server would cut the ending, and find the type of a text by it.
 */
export function cleanName(name: string, mediaType: string): string {
  // Half a character cannot be written in a header.
  const cleaned = name
    .replace(/\p{Cs}/gu, "\uFFFD")
    .replace(/\p{Cc}/gu, "")
    .trim();
  if (cleaned === "") return `file${endingOf(mediaType)}`;
  if (bytesOf(cleaned) <= NAME_BYTES_MAX) return cleaned;
  const at = cleaned.lastIndexOf(".");
  // What stands behind a dot far from the end is no ending.
  const ending = at > 0 && bytesOf(cleaned.slice(at)) <= 16 ? cleaned.slice(at) : "";
  const stem = [...cleaned.slice(0, cleaned.length - ending.length)];
  while (bytesOf(stem.join("") + ending) > NAME_BYTES_MAX) stem.pop();
  return stem.join("").trimEnd() + ending;
}

const endingOf = (mediaType: string): string =>
  FILE_TYPES.find((it) => it.mediaType === mediaType)?.extensions[0] ?? "";

/** The name of an image that was written anew as another type. */
export const renamed = (name: string, mediaType: string): string =>
  name.replace(/(.)\.[^.]+$/, "$1") + endingOf(mediaType);

function stamp(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}-${two(at.getHours())}-${two(at.getMinutes())}-${two(at.getSeconds())}`;
}

/** The name of a pasted text, as the server knows it (chat-engine.md PR-11). */
export const pastedName = (at: Date): string => `pasted-text-${stamp(at)}.txt`;

/** The name of a pasted file: images without a name would all be called the same. */
export function pastedImageName(name: string, at: Date): string {
  return NAMELESS.test(name) ? `pasted-image-${stamp(at)}${name.slice(name.lastIndexOf("."))}` : name;
}
