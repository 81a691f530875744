// Measures a conversation of many messages in the browser: what it costs to read all of it, to scroll through it, and to follow an
// answer at its end. `npm run long [messages]`; CHROMIUM names the browser. The numbers are of this machine and in one run.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { signIn } from "./scenes.mjs";

const count = Number(process.argv[2] ?? 10_000);
const server = fileURLToPath(new URL("./fake-server.mjs", import.meta.url));
const port = 4190;
const played = spawn(process.execPath, [server], {
  env: { ...process.env, PORT: String(port), LONG: String(count), PACE_MS: "20" },
  stdio: ["ignore", "pipe", "inherit"],
});
await new Promise((resolve) => played.stdout.once("data", resolve));
const profile = await mkdtemp(join(tmpdir(), "ropewalk-long-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
  viewport: { width: 1440, height: 900 },
});

/** Lets `act` go on for so many frames; gives the milliseconds between them. */
const frames = (name, act, many) =>
  page
    .evaluate(
      async ({ act, many }) => {
        const view = document.querySelector("[role=log]");
        const step = new Function("view", "at", act);
        const took = [];
        let before = await new Promise(requestAnimationFrame);
        for (let at = 0; at < many; at += 1) {
          step(view, at / many);
          const now = await new Promise(requestAnimationFrame);
          took.push(now - before);
          before = now;
        }
        return took;
      },
      { act, many },
    )
    .then((took) => {
      took.sort((a, b) => a - b);
      const of = (share) => took[Math.min(took.length - 1, Math.floor(took.length * share))].toFixed(1);
      console.log(`${name}: ms between frames p50 ${of(0.5)}, p95 ${of(0.95)}, most ${of(1)}`);
    });

const page = browser.pages()[0] ?? (await browser.newPage());
try {
  await page.goto(`http://127.0.0.1:${port}/`);
  await signIn(page);
  const opened = Date.now();
  await page.getByRole("link", { name: /A long conversation/ }).click();
  await page.getByTestId("model-message").last().waitFor();
  console.log(`opened: ${Date.now() - opened} ms`);
  const began = Date.now();
  // In the page: looking from outside would cost more than what is measured.
  await page.evaluate(async () => {
    const view = document.querySelector("[role=log]");
    while (document.querySelector('[data-testid="older-messages"]')) {
      view.scrollTop = 0;
      await new Promise(requestAnimationFrame);
    }
  });
  const turns = await page.locator("[data-testid=user-message]").count();
  console.log(`read ${count} messages (${turns} of a person) by scrolling up: ${Date.now() - began} ms`);
  await frames("scrolling down through all", "view.scrollTop = view.scrollHeight * at", 300);
  await frames("scrolling by a wheel's step", "view.scrollTop -= 120", 300);
  await page.evaluate(() => {
    const view = document.querySelector("[role=log]");
    view.scrollTop = view.scrollHeight;
  });
  await page.getByTestId("composer").fill("Explain the release once more");
  await page.keyboard.press("Enter");
  await frames("following an answer", "", 200);
  const keys = "typing while all of it is there";
  const typing = Date.now();
  for (const key of keys) await page.keyboard.press(key === " " ? "Space" : key);
  console.log(`typing: ${((Date.now() - typing) / keys.length).toFixed(1)} ms for each key`);
  const heap = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
  console.log(`JS heap: ${(heap / 1024 / 1024).toFixed(0)} MiB`);
} finally {
  await browser.close();
  played.kill();
  await rm(profile, { recursive: true, force: true });
}
