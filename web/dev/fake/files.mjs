// Files of chats, in memory. The name chooses what goes wrong: `full` is refused the first time, `slow` takes a second, `gone` is forgotten
// at once.

import { randomUUID } from "node:crypto";

/** By id: `{name, type, bytes}`. */
export const files = new Map();
const refused = new Set();

const MAGIC = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
  ["image/webp", [0x52, 0x49, 0x46, 0x46]],
  ["application/pdf", [0x25, 0x50, 0x44, 0x46]],
];
const BY_NAME = { json: "application/json", csv: "text/csv", md: "text/markdown" };

const typeOf = (bytes, name) =>
  MAGIC.find(([, magic]) => magic.every((byte, index) => bytes[index] === byte))?.[0] ??
  BY_NAME[name.split(".").at(-1)] ??
  "text/plain";

async function upload({ body, request }) {
  const name = decodeURIComponent(
    /filename\*=UTF-8''(.*)$/.exec(request.headers["content-disposition"])?.[1] ?? "",
  );
  if (body.length > 10 * 1024 * 1024) {
    return { status: 413, body: { message: "A file may have at most 10 MiB." } };
  }
  if (name.includes("slow")) await new Promise((resolve) => setTimeout(resolve, 1_000));
  if (name.includes("full") && !refused.has(name)) {
    refused.add(name);
    return { status: 403, body: { message: "The server has no room for it now." } };
  }
  const id = randomUUID();
  files.set(id, { name, type: typeOf(body, name), bytes: body, gone: name.includes("gone") });
  return { status: 201, body: { id } };
}

const read = ({ params }) => {
  const file = files.get(params[0]);
  if (!file || file.gone) return undefined;
  return { bytes: file.bytes, headers: { "content-type": file.type, "content-length": file.bytes.length } };
};
const missing = { status: 404, body: { message: "There is no such file." } };

export function fileRoutes() {
  const one = /^\/api\/v2\/chats\/files\/([^/]+)$/;
  return [
    { method: "POST", path: /^\/api\/v2\/chats\/files$/, raw: true, run: upload },
    { method: "GET", path: one, run: (call) => read(call) ?? missing },
    { method: "HEAD", path: one, run: (call) => read(call) ?? missing },
  ];
}
