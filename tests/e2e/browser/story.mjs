// The browser's story: from the first page to work done in a workspace, in a real Chromium against the real
// server and a fake model. Keeps screenshots. Every wait is for something that a person would see.
//
// Environment: ROPEWALK_URL, FAKE_LLM_URL (an OpenAI-compatible base URL), ROPEWALK_CHROMIUM, ARTIFACTS.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(new URL("../../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const {
  ROPEWALK_URL: url,
  FAKE_LLM_URL: fakeLlm,
  ROPEWALK_CHROMIUM: executablePath,
  ARTIFACTS: artifacts,
} = process.env;
const profile = await mkdtemp(join(tmpdir(), "ropewalk-browser-"));
const flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking";
const quiet = "--disable-component-update --disable-sync --disable-dev-shm-usage";

const browser = await chromium.launchPersistentContext(profile, {
  executablePath,
  args: `${flags} ${quiet}`.split(" "),
  viewport: { width: 1440, height: 900 },
  colorScheme: "light",
});
browser.setDefaultTimeout(60_000);
const page = browser.pages()[0] ?? (await browser.newPage());
const problems = [];
page.on("pageerror", (error) => problems.push(`page error: ${error.message}`));
page.on("console", (message) => {
  // A refused answer is logged by the browser itself; the page shows those to the person.
  if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
    problems.push(`console: ${message.text()}`);
  }
});
const shot = (name) => page.screenshot({ path: join(artifacts, `${name}.png`) });
const at_rest = () => page.locator('[data-testid="status-line"][data-status="waiting"]').waitFor();
const answer = () =>
  page.getByTestId("model-message").evaluateAll((all) => all.map((it) => it.textContent).join("\n"));

try {
  // 1. The account.
  await page.goto(url);
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await shot("1-account");
  await page.getByRole("button", { name: "Create account" }).click();

  // 2. The model: here an OpenAI-compatible server.
  await page.getByTestId("add-provider").waitFor();
  await page.getByRole("radio", { name: "OpenAI-compatible" }).click();
  await page.getByLabel("Base URL").fill(fakeLlm);
  await page.getByLabel("Model", { exact: true }).fill("local-model");
  await page.getByTestId("add-provider").locator('input[type="password"]').fill("key-of-the-fake");
  await shot("2-model");
  await page.getByRole("button", { name: "Save and test" }).click();

  // 3. The prompt, and the work.
  await page.getByTestId("composer").waitFor();
  await page.getByTestId("composer").fill("Make a workspace and greet me from it");
  await shot("3-prompt");
  await page.keyboard.press("Enter");
  await page.locator('[data-testid="tool-card"][data-tool="create_workspace"]').waitFor();
  await shot("4-working");
  await page.locator('[data-testid="tool-card"][data-tool="execute"]').first().waitFor();
  await at_rest();
  await page.getByText("Done. It said:").waitFor();
  await shot("5-done");
  const first = await answer();
  assert.ok(first.includes("hello from"), `the answer says what the command said: ${first}`);

  await page.getByRole("button", { name: "What changed in the workspace" }).click();
  const hello = page.getByTestId("changed-file").filter({ hasText: "hello.sh" });
  await hello.getByText("New", { exact: true }).waitFor();
  if ((await hello.getByRole("button").getAttribute("aria-expanded")) === "false") await hello.getByRole("button").click();
  await hello.getByText("echo hello from").waitFor();
  await shot("5-changes");
  await page.getByRole("button", { name: "Close" }).click();

  // 4. A reload shows the same, once.
  await page.reload();
  await at_rest();
  await page.getByText("Done. It said:").waitFor();
  assert.equal(await answer(), first, "a reload shows the same transcript");
  assert.equal(await page.getByText("Done. It said:").count(), 1, "and shows it once");

  // 5. The message is edited: what came after it goes, and the model begins anew.
  await page.getByTestId("user-message").hover();
  await page.getByRole("button", { name: "Edit message" }).click();
  await page.getByRole("textbox", { name: "Edit message" }).fill("Greet me once more");
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByRole("button", { name: "Remove and send" }).click();
  await page.getByTestId("user-message").filter({ hasText: "Greet me once more" }).waitFor();
  await page.getByText("Done. It said:").waitFor();
  await at_rest();
  assert.equal(await page.getByTestId("user-message").count(), 1, "the edited message stands alone");
  assert.equal(await page.getByText("Done. It said:").count(), 1, "and has one answer");

  // 6. The chat is put away, and brought back.
  await page.getByTestId("chat-row").first().hover();
  await page
    .getByRole("button", { name: /^More for/ })
    .first()
    .click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page.getByTestId("chat-row").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByTestId("chat-row").first().waitFor();

  // 7. The workspace is there, and so is the chat in the list.
  assert.ok((await page.getByTestId("chat-row").count()) >= 1);
  await page.goto(`${url}/workspaces`);
  await page.getByTestId("workspace-row").first().waitFor();
  await shot("6-workspaces");

  // 8. The model gets a price and each chat a cap; a chat that has spent it stops, and goes on when the cap is raised.
  const priced = await page.evaluate(async () => {
    const models = await (await fetch("/api/v2/chats/model-configs")).json();
    const cost = { input_price_per_million_tokens: "3", output_price_per_million_tokens: "15" };
    const body = JSON.stringify({ model_config: { cost } });
    const path = `/api/v2/chats/model-configs/${models[0].id}`;
    return (await fetch(path, { method: "PATCH", headers: { "Content-Type": "application/json" }, body }))
      .status;
  });
  assert.equal(priced, 200, "the model has a price");
  await page.goto(`${url}/settings/usage`);
  await page.getByTestId("usage-standing").waitFor();
  await page.getByLabel("Each chat, in dollars").fill("nothing");
  await page.getByText("must be an amount above 0").waitFor();
  await page.getByLabel("Each chat, in dollars").fill("0.0001");
  await page.getByRole("button", { name: "Save limits" }).click();
  await page.getByText("Limits saved.").waitFor();
  await page.goto(`${url}/settings/account`);
  await page.getByRole("switch", { name: "Let people record their chats" }).click();
  const record = page.getByRole("switch", { name: "Record my chats" });
  await record.and(page.locator(":enabled")).click();
  await record.and(page.locator('[data-state="checked"]')).waitFor();
  await page.goto(url);
  await page.getByTestId("chat-row").first().click();
  await at_rest();
  const say = async (text) => {
    await page.getByTestId("composer").fill(text);
    await page.keyboard.press("Enter");
    await page.getByTestId("user-message").filter({ hasText: text }).waitFor();
  };
  await say("Spend a little");
  await at_rest();
  await say("Spend more");
  await page.getByTestId("chat-error").getByText("and stopped").waitFor();
  await shot("7-cap");
  await page.getByRole("button", { name: /^Raise the cap to/ }).click();
  await page.getByTestId("chat-error").waitFor({ state: "detached" });
  await at_rest();
  await page.getByRole("button", { name: "More for this chat" }).click();
  await page.getByRole("menuitem", { name: "Records" }).click();
  await page.getByTestId("debug-step").first().waitFor();
  await page
    .getByText(/^Asked: \d+ messages/)
    .first()
    .click();
  await page.getByText("Spend more").first().waitFor();
  await shot("8-records");
  await page.goto(`${url}/settings/usage`);
  await page.getByTestId("cost-row").first().waitFor();
  await shot("8-usage");

  // 9. The provider takes people's own keys beside the server's; one is entered and removed again.
  await page.goto(`${url}/settings/providers`);
  await page.getByTestId("provider-row").getByRole("button", { name: /More/ }).first().click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByRole("combobox", { name: "Whose keys are used" }).click();
  await page.getByRole("option", { name: "People's own, else the key of this server" }).click();
  await shot("9-provider");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.goto(`${url}/settings/account`);
  const own = page.getByTestId("own-key-row");
  await own.getByText("Uses the key of this server").waitFor();
  await own.getByRole("button", { name: /^Enter your key/ }).click();
  await page.getByRole("dialog").locator('input[type="password"]').fill("sk-of-ada");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await own.getByText("Uses your key").waitFor();
  await shot("9-own-key");
  await own.getByRole("button", { name: /^Remove your key/ }).click();
  await page.getByRole("button", { name: "Remove key" }).click();
  await own.getByText("Uses the key of this server").waitFor();

  // 10. The model may be asked to think; a chat chooses how hard, and keeps it.
  const choose = async (field, option) => {
    await page.getByRole("combobox", { name: field }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  const saved = async (button) => {
    await page.getByRole("dialog").getByRole("button", { name: button, exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await page.goto(`${url}/settings/models`);
  await page
    .getByTestId("model-row")
    .getByRole("button", { name: /^More for/ })
    .click();
  await page.getByRole("menuitem", { name: "Reasoning effort" }).click();
  await choose("Highest reasoning effort", "High");
  await choose("Reasoning effort when nobody chooses", "Low");
  await shot("10-effort-settings");
  await saved("Save");
  await page.getByTestId("model-row").getByText("effort up to high").waitFor();
  await page.goto(url);
  await page.getByTestId("chat-row").first().click();
  await at_rest();
  await page.getByTestId("effort-picker").click();
  await page.getByRole("menuitemradio", { name: "Default (low)" }).waitFor();
  await shot("10-effort");
  await page.getByRole("menuitemradio", { name: "Medium" }).click();
  await say("Think a little");
  await page.getByRole("button", { name: /^Raise the cap to/ }).click();
  await page.getByTestId("chat-error").waitFor({ state: "detached" });
  await at_rest();
  await page.reload();
  await page.getByRole("button", { name: "Reasoning effort: Medium" }).waitFor();

  // 11. What was said is summarized: the page shows where the model's sight begins, and what it sees instead.
  await page.getByTestId("composer").fill("/");
  await page.getByRole("list", { name: "Commands" }).waitFor();
  await shot("10-commands");
  await page.getByRole("button", { name: /^\/compact/ }).click();
  await page.keyboard.press("Enter");
  const boundary = page.locator('[data-testid="boundary"][data-state="done"]');
  await boundary.waitFor();
  await at_rest();
  assert.equal(await page.getByTestId("composer").inputValue(), "", "the command is done");
  await boundary.getByRole("button", { name: "Show summary" }).click();
  await boundary.getByText("Done. It said:").waitFor();
  await shot("10-summary");
  await page.reload();
  await boundary.waitFor();

  // 12. A group with a limit for each of its members.
  await page.goto(`${url}/settings/groups`);
  await page.getByTestId("group-row").getByText("Everyone").waitFor();
  await page.getByRole("button", { name: "New group" }).click();
  await page.getByLabel("Name", { exact: true }).fill("no spaces");
  await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
  await page.getByText("may hold letters and digits").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("devs");
  await page.getByLabel("Display name").fill("The developers");
  await page.getByLabel("Add people").fill("ada");
  await page.getByRole("list", { name: "People" }).getByRole("button").first().click();
  await shot("11-group");
  await saved("Create");
  const devs = page.getByTestId("group-row").filter({ hasText: "The developers" });
  await devs.getByText("1 member").waitFor();
  await shot("11-groups");
  await page.goto(`${url}/settings/usage`);
  await page.getByLabel("Each person, in dollars").fill("20");
  await page.getByRole("button", { name: "Save limits" }).click();
  await page.getByText("Limits saved.").waitFor();
  await page.getByRole("button", { name: "Add limit" }).click();
  await choose("Group", "The developers");
  await page.getByLabel("Limit, in dollars").fill("5");
  await shot("11-limit");
  await saved("Save");
  await page.getByTestId("exception-row").getByText("$5.00 per month").waitFor();
  await page.getByTestId("usage-standing").getByText("of $5.00 this month").waitFor();
  await shot("11-usage");

  // 13. Files go with a message; the model asks, proposes a plan, and gives a part of the work to an agent.
  await page.goto(`${url}/settings/usage`);
  await page.getByLabel("Each chat, in dollars").fill("50");
  await page.getByRole("button", { name: "Save limits" }).click();
  await page.getByText("Limits saved.").waitFor();
  await page.goto(url);
  await page.getByTestId("composer").waitFor();
  const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await page.getByTestId("file-picker").setInputFiles([
    { name: "sketch.png", mimeType: "image/png", buffer: Buffer.from(pixel, "base64") },
    { name: "notes.md", mimeType: "text/markdown", buffer: Buffer.from("# Notes\n\nBe kind.\n") },
    { name: "setup.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") },
  ]);
  await page.locator('[data-testid="attachment"][data-state="ready"]').nth(1).waitFor();
  await page.locator('[data-testid="attachment"][data-state="failed"]').getByText("Only text").waitFor();
  await page.getByTestId("composer").evaluate((field, pixel) => {
    const bytes = Uint8Array.from(atob(pixel), (it) => it.charCodeAt(0));
    const carrier = new DataTransfer();
    carrier.items.add(new File([bytes], "image.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: carrier }));
  }, pixel);
  await page.locator('[data-testid="attachment"][data-state="ready"]', { hasText: "pasted-image-" }).waitFor();
  await shot("12-attached");
  await page.getByTestId("composer").fill("Plan the greeting");
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "could not be attached" }).waitFor();
  await page.getByRole("button", { name: "Remove setup.exe" }).click();
  await page.getByTestId("plan-toggle").click();
  await page.getByTestId("composer").fill("Plan the greeting");
  await page.keyboard.press("Enter");
  await page.getByTestId("questions").waitFor();
  await page.getByRole("button", { name: "Open sketch.png" }).waitFor();
  await page.getByRole("button", { name: /^Open pasted-image-/ }).waitFor();
  await page.getByRole("button", { name: "Download notes.md" }).waitFor();
  await page.getByTestId("plan-badge").waitFor();
  await shot("12-questions");
  await page.getByRole("radio", { name: /^English/ }).check();
  await page.getByRole("button", { name: "Send answer" }).click();
  await page.getByTestId("plan").getByText("Read it aloud").waitFor();
  await shot("12-plan");
  await page.getByRole("button", { name: "Approve and begin" }).click();
  await page.getByText("The plan is carried out.").waitFor();
  await at_rest();
  await page.getByTestId("plan-badge").waitFor({ state: "detached" });
  const agents = page.getByTestId("agents");
  await agents.getByText("1 agent").click();
  await shot("12-agents");
  await agents.getByRole("link", { name: "Who greets" }).click();
  await page.getByRole("link", { name: "The chat that started it" }).waitFor();
  await page.getByText("Three files greet.").waitFor();
  await shot("12-agent");

  // 14. Which model does what: people choose where they may, and the advisor is turned on.
  await page.goto(`${url}/settings/agents`);
  await page.getByText("The administrators of this server choose the models.").waitFor();
  await choose("Titles", "local-model");
  await page.getByRole("switch", { name: "Let people choose models of their own" }).click();
  await page.getByLabel("New chats").waitFor();
  await choose("New chats", "local-model");
  await page.getByLabel("Percent for local-model").fill("101");
  await page.getByText("must be a whole number from 0 to 100").waitFor();
  await page.getByLabel("Percent for local-model").fill("85");
  await page.getByTestId("threshold-row").getByRole("button", { name: "Save" }).click();
  await page.getByRole("switch", { name: "Chats can ask the advisor" }).click();
  await page.getByLabel("Questions in a turn").fill("3");
  await page.getByRole("button", { name: "Save advisor" }).click();
  await page.getByText("Advisor saved.").waitFor();
  await page.reload();
  await page.getByLabel("New chats").getByText("local-model").waitFor();
  await page.getByLabel("Titles").getByText("local-model").waitFor();
  assert.equal(await page.getByLabel("Percent for local-model").inputValue(), "85", "the threshold is kept");
  await page.getByRole("switch", { name: "Chats can ask the advisor" }).and(page.locator('[data-state="checked"]')).waitFor();
  await shot("13-agents");

  // 15. When old chats go, and a skill that chats can read.
  await page.getByLabel("Archive unused chats after (days)").fill("4000");
  await page.getByText("must be a whole number up to 3650, or empty").waitFor();
  await page.getByLabel("Archive unused chats after (days)").fill("60");
  await page.getByRole("form", { name: "Old chats" }).getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  await page.reload();
  await page.getByLabel("Archive unused chats after (days)").and(page.locator('[value="60"]')).waitFor();
  await shot("14-old-chats");
  await page.goto(`${url}/settings/instructions`);
  await page.getByRole("button", { name: "New skill" }).click();
  await page.getByLabel("Text", { exact: true }).fill("Look twice.");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText("must begin with `---`").waitFor();
  const skill = (body) => `---\nname: review\ndescription: How a change is reviewed.\n---\n\n${body}\n`;
  await page.getByLabel("Text", { exact: true }).fill(skill("Look twice."));
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByTestId("skill-row").getByText("How a change is reviewed.").waitFor();
  await page.getByRole("button", { name: "Edit review" }).click();
  assert.equal(await page.getByLabel("Text", { exact: true }).inputValue(), skill("Look twice.").trim(), "the text is read back");
  await page.getByLabel("Text", { exact: true }).fill(skill("Look thrice."));
  await page.getByRole("button", { name: "Save", exact: true }).last().click();
  await page.getByLabel("Text", { exact: true }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: /Plan the greeting/ }).click();
  await page.getByTestId("own-skills").getByText("review").waitFor();
  // What was written before comes back into the field, and goes again.
  const field = page.getByTestId("composer");
  await field.fill("a draft");
  const written = async (key, text) => {
    await field.press(key);
    await page.waitForFunction((text) => document.querySelector('[data-testid="composer"]').value.startsWith(text), text);
  };
  await written("Control+ArrowUp", "Go ahead with the plan");
  await written("Control+ArrowDown", "a draft");
  await field.fill("");
  await shot("14-skills");

  // 16. A message of a push service reaches the page's worker, which tells of it.
  const devtools = await browser.newCDPSession(page);
  const registered = new Promise((resolve) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find((it) => !it.isDeleted && it.scopeURL.startsWith(url));
      if (found) resolve(found.registrationId);
    });
  });
  await devtools.send("ServiceWorker.enable");
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/push-worker.js");
    await navigator.serviceWorker.ready;
  });
  const message = { title: "Plan the greeting", body: "Three files greet", icon: "/favicon.svg", data: { url: "/agents/1" } };
  // A browser without a window shows none; what the worker asks it to show is what counts.
  const worker = browser.serviceWorkers()[0] ?? (await browser.waitForEvent("serviceworker"));
  await worker.evaluate(() => {
    self.told = [];
    ServiceWorkerRegistration.prototype.showNotification = async (title, options) => {
      self.told.push({ title, ...options });
    };
  });
  const delivery = { origin: url, registrationId: await registered, data: JSON.stringify(message) };
  await devtools.send("ServiceWorker.deliverPushMessage", delivery);
  for (let look = 0; look < 100 && (await worker.evaluate(() => self.told.length)) === 0; look += 1) await page.waitForTimeout(50);
  const { title, ...options } = message;
  assert.deepEqual(await worker.evaluate(() => self.told), [{ title, ...options, tag: "/agents/1" }]);

  // 17. Phone width, dark.
  await page.goto(url);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.getByTestId("composer").waitFor();
  await shot("9-phone");
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok((await overflow()) <= 0, `nothing sticks out on a phone, but ${await overflow()} px do`);
  await page.goto(`${url}/settings/usage`);
  await page.getByTestId("cost-row").first().waitFor();
  await shot("10-phone-usage");
  assert.ok((await overflow()) <= 0, `nor on the usage page, but ${await overflow()} px do`);
  await page.goto(`${url}/settings/groups`);
  await page.getByTestId("group-row").first().waitFor();
  await page.getByRole("button", { name: "Edit The developers" }).click();
  await page.getByRole("list", { name: "Members" }).waitFor();
  await shot("12-phone-group");
  assert.ok((await overflow()) <= 0, `nor on the groups page, but ${await overflow()} px do`);

  assert.deepEqual(problems, []);
  console.log("the browser's story is told");
} catch (error) {
  await shot("failed").catch(() => {});
  console.error(problems.join("\n"));
  throw error;
} finally {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
}
