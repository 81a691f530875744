// Takes pictures of every page and state of the played server, wide and phone, light and dark, into shots/. Exits with
// an error when the page logged one. `npm run shots [name...]`; CHROMIUM names the browser.

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { scenes } from "./scenes.mjs";

const out = fileURLToPath(new URL("../shots/", import.meta.url));
const server = fileURLToPath(new URL("./fake-server.mjs", import.meta.url));
const wanted = process.argv.slice(2);
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const SIZES = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

let port = 4200;
const problems = [];

async function startServer(env) {
  port += 1;
  const child = spawn(process.execPath, [server], {
    env: { ...process.env, PORT: String(port), PACE_MS: "6", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

async function take(scene, size, theme) {
  const profile = await mkdtemp(join(tmpdir(), "ropewalk-shots-"));
  const played = await startServer(scene.env ?? {});
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
    viewport: SIZES[size],
    colorScheme: theme,
    isMobile: size === "phone",
    hasTouch: size === "phone",
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const name = `${scene.name}-${size}-${theme}`;
  page.on("pageerror", (error) => problems.push(`${name}: ${error.stack ?? error}`));
  page.on("console", (line) => {
    const expected = /40\d \(|WebSocket/.test(line.text());
    if (line.type() === "error" && !expected) problems.push(`${name}: ${line.text()}`);
  });
  let count = 0;
  const shot = async (label = "") => {
    count += 1;
    await page.screenshot({
      path: join(out, `${name}${label ? `-${label}` : count > 1 ? `-${count}` : ""}.png`),
    });
  };
  try {
    await page.goto(played.url);
    await scene.play({ page, shot, url: played.url, phone: size === "phone" });
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
    await page.screenshot({ path: join(out, `${name}-FAILED.png`) });
  }
  await context.close();
  played.stop();
  await rm(profile, { recursive: true, force: true });
}

await mkdir(out, { recursive: true });
for (const scene of scenes) {
  if (wanted.length > 0 && !wanted.some((it) => scene.name.startsWith(it))) continue;
  for (const [size, theme] of scene.views ?? [
    ["wide", "light"],
    ["wide", "dark"],
    ["phone", "light"],
  ]) {
    await take(scene, size, theme);
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
