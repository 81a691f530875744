#!/usr/bin/env node
// Turns an OpenAPI document into TypeScript: `generate.mjs SOURCE [TARGET]`; without a target it prints. `cargo xtask gen`
// calls it by the name openapi-typescript, `npm run gen` writes src/api/schema.ts.

import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const [source, target] = process.argv.slice(2);
if (source === undefined) {
  console.error("usage: generate.mjs SOURCE [TARGET]");
  process.exit(1);
}

const header = "// Generated from docs/api/openapi.json. Do not edit: run `cargo xtask gen`.\n\n";
// A field with a default is one that the server always sends, but that a request may leave out.
const ast = await openapiTS(pathToFileURL(resolve(source)), { defaultNonNullable: false });
const text = header + astToString(ast);

if (target === undefined) process.stdout.write(text);
else await writeFile(target, text);
