import { Tooltip } from "radix-ui";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { AttachmentList, progressText, sizeText } from "./attachment-list";
import type { Attachment } from "./attachments";
import type { Attachments } from "./use-attachments";

const one = (fields: Partial<Attachment>): Attachment => ({
  key: fields.name ?? "k",
  name: "a.txt",
  mediaType: "text/plain",
  sizeBytes: 2048,
  originalBytes: 2048,
  budget: 0,
  preview: undefined,
  pasted: undefined,
  state: { step: "ready", fileId: "f" },
  ...fields,
});
const render = (...all: Attachment[]) =>
  renderToStaticMarkup(
    <Tooltip.Provider>
      <AttachmentList attachments={{ all } as unknown as Attachments} onInsert={() => {}} onGone={() => {}} />
    </Tooltip.Provider>,
  );

test("each file can be removed by its name; one that failed says why and can be tried again", () => {
  const failed = one({ name: "b.txt", state: { step: "failed", why: "The disk is full.", mayRetry: true } });
  const html = render(one({}), failed);
  for (const name of ["Remove a.txt", "Remove b.txt", "Try again: b.txt"]) {
    expect(html).toContain(`aria-label="${name}"`);
  }
  expect(html).not.toContain("Try again: a.txt");
  expect(html).toContain("The disk is full.");
  expect(html).toContain('role="alert"');
});

test("a pasted text can be put back into the message, another file cannot", () => {
  expect(render(one({ pasted: "long" }))).toContain("Put the text into the message: a.txt");
  expect(render(one({}))).not.toContain("Put the text");
  expect(render()).toBe("");
});

test("how far a file is, and how large", () => {
  expect(progressText(one({ state: { step: "uploading", share: 0.499 } }))).toBe("Uploading, 50 %");
  expect(progressText(one({}))).toBe("2 KiB");
  expect(progressText(one({ sizeBytes: 1024, originalBytes: 6 * 1024 * 1024 }))).toBe("1 KiB, was 6.0 MiB");
  expect(sizeText(1023)).toBe("1023 B");
});
