// Makes an image as small as a provider takes it, before it is uploaded (chat-engine.md PR-21).
//
// JPEG stays JPEG; PNG and WebP become WebP, which keeps what is transparent, or JPEG where the browser cannot write WebP. An animated GIF would
// stand still, so a GIF is never changed.

/** The sides that are tried, as shares of the first, and the qualities at each. */
const SHARES = [1, 0.75, 0.5, 0.35, 0.25, 0.15];
const QUALITIES = [0.9, 0.75, 0.6];
/** No provider looks closer than this, in pixels of the longer side. */
const LONGEST_SIDE = 4096;

export class CannotShrink extends Error {}

/** The same image in at most `budget` bytes. One that fits is given back as it is. */
export async function shrinkImage(file: File, mediaType: string, budget: number): Promise<File> {
  if (file.size <= budget) return file;
  if (mediaType === "image/gif") {
    throw new CannotShrink(
      `A GIF may have at most ${megabytes(budget)} for this model, and cannot be made smaller here.`,
    );
  }
  const whole = await decode(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(whole.width, whole.height));
  const wanted = mediaType === "image/jpeg" ? "image/jpeg" : "image/webp";
  try {
    for (const share of SHARES) {
      const width = Math.max(1, Math.round(whole.width * scale * share));
      const height = Math.max(1, Math.round(whole.height * scale * share));
      const bitmap = await createImageBitmap(file, {
        resizeWidth: width,
        resizeHeight: height,
        resizeQuality: "high",
      });
      try {
        for (const quality of QUALITIES) {
          const blob = await encode(bitmap, wanted, quality);
          if (blob && blob.size <= budget) return named(file, blob);
        }
      } finally {
        bitmap.close();
      }
    }
  } finally {
    whole.close();
  }
  throw new CannotShrink(`The image could not be made smaller than ${megabytes(budget)}.`);
}

async function decode(file: File): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file);
  } catch {
    throw new CannotShrink("The image cannot be read. Save it anew as PNG or JPEG, then attach that.");
  }
}

async function encode(bitmap: ImageBitmap, type: string, quality: number): Promise<Blob | null> {
  const blob = await draw(bitmap, type, quality);
  // A browser that cannot write WebP writes PNG, which is larger than what it was.
  return blob && blob.type !== type && type !== "image/jpeg" ? draw(bitmap, "image/jpeg", quality) : blob;
}

async function draw(bitmap: ImageBitmap, type: string, quality: number): Promise<Blob | null> {
  const { width, height } = bitmap;
  if (typeof OffscreenCanvas !== "undefined") {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    if (context) {
      context.drawImage(bitmap, 0, 0);
      return canvas.convertToBlob({ type, quality });
    }
  }
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.drawImage(bitmap, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}

const ENDINGS: Record<string, string> = { "image/webp": ".webp", "image/jpeg": ".jpg", "image/png": ".png" };

function named(file: File, blob: Blob): File {
  const stem = file.name.replace(/\.[^.]+$/, "");
  return new File([blob], stem + (ENDINGS[blob.type] ?? ""), { type: blob.type });
}

const megabytes = (bytes: number): string => `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
