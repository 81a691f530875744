// The pages and states that shots.mjs takes pictures of.

const WIDE = [["wide", "light"]];
const PAIR = [
  ["wide", "light"],
  ["phone", "dark"],
];

async function signIn(page) {
  await page.getByLabel("E-mail").fill("ada@example.com");
  await page.getByLabel("Password", { exact: true }).fill("correct-horse");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByTestId("composer").waitFor();
}

async function ask(page, text) {
  await page.getByTestId("composer").fill(text);
  await page.keyboard.press("Enter");
  await page.getByTestId("user-message").last().waitFor();
}

const idle = (page) =>
  page.locator('[data-testid="status-line"][data-status="waiting"]').waitFor({ timeout: 60_000 });

/** Runs in the page: remembers every text that the answer ever showed. */
function watchAnswer() {
  const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");
  window.readAnswer = () =>
    letters(
      [...document.querySelectorAll('[data-testid="model-message"]')].map((it) => it.textContent).join(""),
    );
  window.seenAnswers = [];
  const look = () => {
    const text = window.readAnswer();
    if (text !== "" && text !== window.seenAnswers.at(-1)) window.seenAnswers.push(text);
    requestAnimationFrame(look);
  };
  look();
}

export const scenes = [
  {
    name: "setup",
    env: { FRESH: "1" },
    views: [
      ["wide", "light"],
      ["phone", "dark"],
    ],
    play: async ({ page, shot }) => {
      await page.getByLabel("E-mail").fill("remote.grace@example.com");
      await page.getByLabel("Password", { exact: true }).fill("short");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByText("Must have at least 8").waitFor();
      await shot("bad-password");
      await page.getByLabel("Password", { exact: true }).fill("long-enough-now");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByLabel("Set-up token", { exact: true }).fill("token");
      await shot("token");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByTestId("add-provider").waitFor();
      await shot("add-provider");
      await page.getByLabel("API key", { exact: true }).fill("sk-bad");
      await page.getByRole("button", { name: "Save and test" }).click();
      await page.getByText("refused the key").waitFor();
      await shot("bad-key");
      await page.getByRole("radio", { name: "OpenAI-compatible" }).click();
      await shot("compatible");
      await page.getByRole("radio", { name: "Anthropic" }).click();
      await page.getByLabel("API key", { exact: true }).fill("sk-good");
      await page.getByRole("button", { name: "Save and test" }).click();
      await page.getByTestId("composer").waitFor();
      await shot("ready");
    },
  },
  {
    name: "login",
    views: PAIR,
    play: async ({ page, shot }) => {
      await page.getByLabel("E-mail").fill("ada@example.com");
      await page.getByLabel("Password", { exact: true }).fill("wrong");
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("alert").waitFor();
      await shot();
    },
  },
  {
    name: "chat",
    play: async ({ page, shot, phone }) => {
      await signIn(page);
      await shot("new");
      await ask(page, 'parse("1h30") gives one hour. Find out why and fix it.');
      await page.getByTestId("reasoning").waitFor();
      await page.waitForTimeout(350);
      await shot("thinking");
      await page.locator('[data-tool="create_workspace"][data-state="running"]').waitFor();
      await page.waitForTimeout(2000);
      await shot("building");
      await page.locator('[data-tool="edit_files"]').waitFor({ timeout: 30_000 });
      await page.waitForTimeout(300);
      await shot("editing");
      await idle(page);
      await page.waitForTimeout(600);
      await shot("done");
      await page.getByRole("log", { name: "Conversation" }).evaluate((it) => it.scrollTo(0, 0));
      await page.getByTestId("reasoning").getByRole("button").click();
      await page.waitForTimeout(400);
      await shot("top");
      if (!phone) {
        await page.getByTestId("workspace-badge").click();
        await page.getByText("Agent log").waitFor();
        await page.waitForTimeout(600);
        await shot("workspace");
      }
    },
  },
  {
    name: "markdown",
    views: [
      ["wide", "light"],
      ["wide", "dark"],
      ["phone", "dark"],
    ],
    play: async ({ page, shot }) => {
      await signIn(page);
      await ask(page, "Show a long answer");
      await idle(page);
      await page.waitForTimeout(700);
      await shot();
    },
  },
  {
    name: "queue",
    views: PAIR,
    play: async ({ page, shot }) => {
      await signIn(page);
      await ask(page, "Do something slow");
      await page.locator('[data-tool="execute"][data-state="running"]').waitFor();
      await page.getByTestId("composer").fill("Then run the benchmarks and write the numbers down");
      await page.keyboard.press("Enter");
      await page.getByTestId("queued-message").waitFor();
      await page.getByTestId("composer").fill("And push the branch");
      await page.keyboard.press("Enter");
      await page.getByTestId("queued-message").nth(1).waitFor();
      await page.getByTestId("composer").fill("A draft that is not sent");
      await page.waitForTimeout(300);
      await shot();
      await page.reload();
      await page.getByTestId("queued-message").nth(1).waitFor();
      await page.waitForTimeout(300);
      await shot("reloaded");
      await page.getByText("it may take until its timeout").waitFor({ timeout: 15_000 });
      await shot("explained");
      await page.getByRole("button", { name: "Stop" }).hover();
      await page.waitForTimeout(500);
      // The key works although a tooltip is open.
      await page.keyboard.press("Escape");
      await page.locator('[data-testid="status-line"][data-status="interrupting"]').waitFor();
      await shot("stopping");
    },
  },
  {
    name: "retry",
    views: PAIR,
    play: async ({ page, shot }) => {
      await signIn(page);
      await ask(page, "retry please, something long");
      await page.getByTestId("retry-card").waitFor();
      await page.waitForTimeout(300);
      await shot();
    },
  },
  {
    name: "error",
    views: [
      ["wide", "light"],
      ["wide", "dark"],
      ["phone", "light"],
    ],
    play: async ({ page, shot }) => {
      await signIn(page);
      await ask(page, "Test the key");
      await page.getByTestId("chat-error").waitFor();
      await page.waitForTimeout(200);
      await shot();
    },
  },
  {
    name: "workspaces",
    views: [
      ["wide", "light"],
      ["wide", "dark"],
      ["phone", "light"],
    ],
    play: async ({ page, shot, url }) => {
      await signIn(page);
      await page.goto(`${url}/workspaces`);
      await page.getByTestId("workspace-row").first().waitFor();
      await shot();
      await page.getByRole("button", { name: /bench-runner/ }).click();
      await page.getByText("The build failed").waitFor();
      await page.waitForTimeout(400);
      await shot("failed");
      await page.getByRole("button", { name: "Delete" }).click();
      await page.getByRole("alertdialog").waitFor();
      await page.waitForTimeout(250);
      await shot("delete");
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.getByRole("button", { name: "Close" }).click();
      await page.getByRole("button", { name: "New workspace" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("docs-site");
      await page.getByRole("button", { name: "Create", exact: true }).click();
      await page.getByText("You have a workspace by this name").waitFor();
      await shot("create");
    },
  },
  {
    name: "settings",
    views: [
      ["wide", "light"],
      ["wide", "dark"],
      ["phone", "dark"],
    ],
    play: async ({ page, shot, url }) => {
      await signIn(page);
      await page.goto(`${url}/settings`);
      await page.getByTestId("provider-row").nth(1).getByRole("button", { name: "Test key" }).click();
      await page.getByText("refused the key").waitFor();
      await shot("providers");
      await page.getByRole("button", { name: "Add provider" }).click();
      await page.waitForTimeout(300);
      await shot("add-provider");
      await page.keyboard.press("Escape");
      await page.goto(`${url}/settings/models`);
      await page.getByTestId("model-row").first().waitFor();
      await shot("models");
      await page.getByRole("button", { name: "Add model" }).click();
      await page.getByRole("list", { name: "Known models" }).waitFor();
      await page.waitForTimeout(300);
      await shot("add-model");
      await page.keyboard.press("Escape");
      await page.goto(`${url}/settings/account`);
      await page.getByRole("button", { name: "New token" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("laptop");
      await page.getByRole("button", { name: "Create", exact: true }).click();
      await page.getByTestId("new-token").waitFor();
      await page.waitForTimeout(250);
      await shot("token");
      await page.getByRole("button", { name: "Done" }).click();
      await page.getByTestId("token-row").waitFor();
      await shot("account");
      await page.goto(`${url}/settings/appearance`);
      await page.getByText("demo").waitFor();
      await shot("appearance");
    },
  },
  {
    name: "keys",
    views: WIDE,
    play: async ({ page, shot }) => {
      await signIn(page);
      await page.locator("body").click({ position: { x: 800, y: 100 } });
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
      await page.waitForTimeout(250);
      await shot("help");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("te");
      await page.waitForTimeout(250);
      await shot("palette");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /Account of/ }).click();
      await page.waitForTimeout(250);
      await shot("menu");
      await page.keyboard.press("Escape");
      await page.getByTestId("model-picker").click();
      await page.waitForTimeout(250);
      await shot("models");
    },
  },
  {
    name: "drawer",
    views: [
      ["phone", "light"],
      ["phone", "dark"],
    ],
    play: async ({ page, shot }) => {
      await signIn(page);
      await page.getByRole("button", { name: "Open chats" }).click();
      await page.getByRole("dialog").waitFor();
      await page.waitForTimeout(350);
      await shot();
    },
  },
  {
    name: "drop",
    env: { PACE_MS: "25" },
    views: WIDE,
    play: async ({ page, shot, url }) => {
      await signIn(page);
      await page.evaluate(watchAnswer);
      await ask(page, "Please count");
      for (let round = 0; round < 4; round += 1) {
        await page.waitForTimeout(700);
        await page.request.get(`${url}/__demo/drop`);
        if (round === 1) await shot("cut");
        if (round === 2) {
          await page.reload();
          await page.evaluate(watchAnswer);
        }
      }
      await idle(page);
      await page.waitForTimeout(300);
      const { seen, final } = await page.evaluate(() => ({
        seen: window.seenAnswers,
        final: window.readAnswer(),
      }));
      // Whatever was on the screen at any moment is the beginning of the end.
      const bad = seen.find((it) => !final.startsWith(it));
      if (bad !== undefined) throw new Error(`shown: ${JSON.stringify(bad)} of ${JSON.stringify(final)}`);
      if (seen.length < 20) throw new Error(`only ${seen.length} states were seen`);
      await shot();
    },
  },
  {
    name: "lost",
    views: WIDE,
    play: async ({ page, shot, url }) => {
      await signIn(page);
      await page.goto(`${url}/chats/6f1f7a52-0000-4000-8000-000000000000`);
      await page.getByRole("alert").waitFor();
      await shot("no-chat");
      await page.goto(`${url}/nowhere`);
      await page.getByText("Nothing is here").waitFor();
      await shot("no-page");
    },
  },
];
