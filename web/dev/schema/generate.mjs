// Writes src/api/schema.ts from docs/api/openapi.json. With --check it only compares, for CI.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../../docs/api/openapi.json", import.meta.url);
const target = new URL("../../src/api/schema.ts", import.meta.url);

const header = "// Generated from docs/api/openapi.json by `npm run gen`. Do not edit.\n\n";
const text = header + astToString(await openapiTS(source, { defaultNonNullable: false }));

if (process.argv.includes("--check")) {
  const present = await readFile(target, "utf8").catch(() => "");
  if (present !== text) {
    console.error("src/api/schema.ts is not what docs/api/openapi.json gives; run `npm run gen`.");
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}
