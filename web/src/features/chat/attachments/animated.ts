// Whether an image moves: drawn anew it would stand still. Pure.

const at = (bytes: Uint8Array, offset: number, mark: string): boolean =>
  [...mark].every((letter, index) => bytes[offset + index] === letter.charCodeAt(0));

/** Looks at the first bytes of an image, not at what it is called. A GIF counts as moving: telling those that do not is not worth it. */
export const isAnimated = (bytes: Uint8Array): boolean =>
  at(bytes, 0, "GIF8") || isMovingWebp(bytes) || isMovingPng(bytes);

/** The extended header has a flag for it. */
const isMovingWebp = (bytes: Uint8Array): boolean =>
  at(bytes, 0, "RIFF") && at(bytes, 8, "WEBP") && at(bytes, 12, "VP8X") && ((bytes[20] ?? 0) & 0x02) !== 0;

/** An animated PNG says so in a chunk that stands before the first data. */
function isMovingPng(bytes: Uint8Array): boolean {
  if (!at(bytes, 1, "PNG")) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 8;
  while (offset + 8 <= bytes.length) {
    if (at(bytes, offset + 4, "acTL")) return true;
    if (at(bytes, offset + 4, "IDAT")) return false;
    // Length, name, content, checksum.
    offset += 12 + view.getUint32(offset);
  }
  return false;
}
