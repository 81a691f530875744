// What is done with what is pasted. Pure.

import { pastedImageName, pastedName } from "./names";

/** A text that is pasted and longer than this becomes a file, in characters. */
export const PASTED_TEXT_MAX = 8_000;

interface Clipboard {
  files: readonly File[];
  text: string;
  html: string;
}

export type Pasted =
  | { as: "files"; files: File[] }
  /** A long text would drown the message; as a file it can be read, taken out, and put back as text. */
  | { as: "long-text"; file: File; text: string }
  /** The browser pastes it as it does. */
  | { as: "text" };

export function readPaste({ files, text, html }: Clipboard, at: Date): Pasted {
  // Office programs put a picture of the text beside it. A copied image has no text, a copied file no HTML.
  const isText = text !== "" && (files.length === 0 || html !== "");
  if (!isText && files.length > 0) return { as: "files", files: files.map((it) => withName(it, at)) };
  if (text.length <= PASTED_TEXT_MAX) return { as: "text" };
  return { as: "long-text", file: new File([text], pastedName(at), { type: "text/plain" }), text };
}

function withName(file: File, at: Date): File {
  const name = pastedImageName(file.name, at);
  return name === file.name ? file : new File([file], name, { type: file.type });
}
