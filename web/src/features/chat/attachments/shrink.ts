// Makes an image as small as a provider takes it, before it is uploaded (chat-engine.md PR-21).
//
// JPEG stays JPEG. PNG and WebP become WebP, which keeps what is transparent; where the browser cannot write WebP (Safari) they become JPEG on
// white. What moves would stand still, so a GIF, an animated PNG and an animated WebP are never changed.

import { isAnimated } from "./animated";
import { renamed } from "./names";

/** The sides that are tried, as shares of the first, and the qualities at each. */
const SHARES = [1, 0.75, 0.5, 0.35, 0.25, 0.15];
const QUALITIES = [0.9, 0.75, 0.6];
/** No provider looks closer than this, in pixels of the longer side. */
const LONGEST_SIDE = 4096;
/** Where an animated PNG has told that it is one, in bytes: behind colour profiles and the like. */
const HEAD_BYTES = 1024 * 1024;

/** `forSize`: it is only too large for the model that is chosen. */
export class CannotShrink extends Error {
  readonly forSize: boolean;
  constructor(message: string, forSize: boolean) {
    super(message);
    this.forSize = forSize;
  }
}

interface Size {
  width: number;
  height: number;
}

/** The sizes that are tried for an image, the largest first. */
export function sizesToTry({ width, height }: Size): Size[] {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const side = (pixels: number, share: number) => Math.max(1, Math.round(pixels * scale * share));
  return SHARES.map((share) => ({ width: side(width, share), height: side(height, share) }));
}

/** The same image in at most `budget` bytes. One that fits is given back as it is. */
export async function shrinkImage(file: File, mediaType: string, budget: number): Promise<File> {
  if (file.size <= budget) return file;
  if (isAnimated(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()))) {
    throw new CannotShrink(
      `It moves, so it cannot be made smaller here; for this model an image may have ${megabytes(budget)}.`,
      true,
    );
  }
  const whole = await decode(file);
  const wanted = mediaType === "image/jpeg" ? "image/jpeg" : "image/webp";
  try {
    for (const size of sizesToTry(whole)) {
      const blob = await encodeWithin(file, whole, size, wanted, budget);
      if (blob) return new File([blob], renamed(file.name, blob.type), { type: blob.type });
    }
  } finally {
    whole.close();
  }
  throw new CannotShrink(`It could not be made smaller than ${megabytes(budget)}.`, true);
}

async function decode(file: File): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch {
    throw new CannotShrink("The image cannot be read. Save it anew as PNG or JPEG, then attach that.", false);
  }
}

/** The image in this size, in the best quality that fits; null = none does. */
async function encodeWithin(file: File, whole: ImageBitmap, size: Size, type: string, budget: number) {
  const bitmap = await resized(file, size);
  try {
    for (const quality of QUALITIES) {
      const blob = await encode(bitmap ?? whole, size, type, quality);
      if (blob && blob.size <= budget) return blob;
    }
    return null;
  } finally {
    bitmap?.close();
  }
}

/** The browser's own resizing is better than a canvas's; a browser that has none gives null. */
async function resized(file: File, { width, height }: Size): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: "high",
    });
  } catch {
    return null;
  }
}

async function encode(bitmap: ImageBitmap, size: Size, type: string, quality: number): Promise<Blob | null> {
  const blob = await draw(bitmap, size, type, quality);
  // A browser that cannot write WebP writes PNG, which is larger than what it was.
  return blob && blob.type !== type && type !== "image/jpeg"
    ? draw(bitmap, size, "image/jpeg", quality)
    : blob;
}

async function draw(bitmap: ImageBitmap, size: Size, type: string, quality: number): Promise<Blob | null> {
  if (typeof OffscreenCanvas !== "undefined") {
    const canvas = new OffscreenCanvas(size.width, size.height);
    const context = canvas.getContext("2d");
    if (context) {
      paint(context, bitmap, size, type);
      return canvas.convertToBlob({ type, quality });
    }
  }
  const canvas = document.createElement("canvas");
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext("2d");
  if (!context) return null;
  paint(context, bitmap, size, type);
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}

function paint(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  bitmap: ImageBitmap,
  { width, height }: Size,
  type: string,
): void {
  if (type === "image/jpeg") {
    // What is transparent would become black.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
  }
  context.drawImage(bitmap, 0, 0, width, height);
}

const megabytes = (bytes: number): string => `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
