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
      await page.getByRole("button", { name: "Do not send: And push the branch" }).click();
      await page.getByTestId("queued-message").nth(1).waitFor({ state: "detached" });
      await page.getByTestId("composer").fill("And push the branch");
      await page.keyboard.press("Enter");
      await page.getByTestId("queued-message").nth(1).waitFor();
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
      await page.getByText("(2 of 25)").waitFor();
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
    name: "plan",
    views: PAIR,
    play: async ({ page, shot }) => {
      await signIn(page);
      await page.getByTestId("plan-toggle").click();
      await shot("new");
      await ask(page, "Keep the sessions in the database");
      await page.getByTestId("questions").waitFor();
      await idle(page);
      await shot("questions");
      await page.getByRole("radio", { name: /^PostgreSQL/ }).check();
      await page.getByRole("textbox", { name: "Old tokens: something else" }).fill("Ask their owners");
      await shot("chosen");
      await page.getByRole("button", { name: "Send answers" }).click();
      await page.getByRole("button", { name: "Approve and begin" }).waitFor();
      await idle(page);
      await page.getByTestId("plan").getByText("Left out").waitFor();
      await shot("proposed");
      await page.getByRole("button", { name: "Approve and begin" }).click();
      await page.getByText("Approved").waitFor();
      await shot("approved");
    },
  },
  {
    name: "agents",
    views: PAIR,
    play: async ({ page, shot, phone }) => {
      await signIn(page);
      await ask(page, "Please delegate this");
      await page.getByTestId("agent-row").nth(2).waitFor();
      await page.locator('[data-testid="agent-row"][data-status="waiting"]').waitFor();
      await shot("working");
      await idle(page);
      await page.locator('[data-tool="wait_agent"]').first().getByRole("button").click();
      await page.locator('[data-tool="spawn_agent"]').first().getByRole("button").click();
      await shot("done");
      await page.getByTestId("agent-row").first().getByRole("link").click();
      await page.getByRole("link", { name: "The chat that started it" }).waitFor();
      await shot("child");
      if (phone) {
        await page.getByRole("button", { name: "Open chats" }).click();
        await page.getByTestId("agent-of-chat").last().waitFor();
        await shot("side");
      }
    },
  },
  {
    name: "client",
    views: PAIR,
    play: async ({ page, shot }) => {
      await signIn(page);
      await ask(page, "Ask the client");
      await page.getByTestId("client-tools").waitFor();
      await page.getByTestId("status-line").getByText("left").waitFor();
      await shot();
      await page.getByRole("button", { name: "Go on without an answer" }).click();
      await idle(page);
      await page.waitForTimeout(300);
      await shot("answered");
    },
  },
  {
    name: "edit",
    views: PAIR,
    play: async ({ page, shot, phone }) => {
      await signIn(page);
      await ask(page, "Show a long answer");
      await idle(page);
      await ask(page, "And another long one");
      await idle(page);
      await page.getByTestId("user-message").last().hover();
      await page.waitForTimeout(400);
      await shot("offered");
      if (phone) await page.getByRole("button", { name: "Edit message" }).first().click();
      else {
        // The up arrow goes to the last message, Escape leaves it.
        await page.getByTestId("composer").press("ArrowUp");
        await page.getByTestId("edit-message").waitFor();
        await page.keyboard.press("Escape");
        await page.getByTestId("edit-message").waitFor({ state: "detached" });
        await page.getByTestId("user-message").first().hover();
        await page.getByRole("button", { name: "Edit message" }).first().click();
      }
      await page.getByRole("textbox", { name: "Edit message" }).fill("Please count");
      await page.waitForTimeout(300);
      await shot("editing");
      await page.keyboard.press("Enter");
      await page.getByRole("alertdialog").waitFor();
      await page.waitForTimeout(250);
      await shot("asked");
      await page.getByRole("button", { name: "Remove and send" }).click();
      await page.getByTestId("edit-message").waitFor({ state: "detached" });
      await idle(page);
      const mine = await page.getByTestId("user-message").allTextContents();
      if (mine.join() !== "Please count") throw new Error(`left: ${mine}`);
      await page.waitForTimeout(300);
      await shot("done");
    },
  },
  {
    name: "promote",
    views: WIDE,
    play: async ({ page, shot }) => {
      await signIn(page);
      await ask(page, "Do something slow");
      await page.locator('[data-tool="execute"][data-state="running"]').waitFor();
      for (const text of ["First count", "Then something long"]) {
        await page.getByTestId("composer").fill(text);
        await page.keyboard.press("Enter");
        await page.getByText(text).waitFor();
      }
      await page.getByTestId("queued-message").last().hover();
      await page.waitForTimeout(200);
      await shot("hover");
      await page.getByRole("button", { name: "Send now: Then something long" }).click();
      await page.locator('[data-testid="user-message"]', { hasText: "Then something long" }).waitFor({
        timeout: 30_000,
      });
      await page.getByTestId("queued-message").getByText("First count").waitFor();
      await shot("next");
    },
  },
  {
    name: "find",
    views: [
      ["wide", "light"],
      ["wide", "dark"],
      ["phone", "light"],
    ],
    play: async ({ page, shot, phone }) => {
      await signIn(page);
      if (phone) await page.getByRole("button", { name: "Open chats" }).click();
      const side = phone ? page.getByRole("dialog") : page.getByRole("complementary");
      await side.getByTestId("chat-row").nth(10).waitFor();
      await page.waitForTimeout(350);
      await shot("list");
      const before = await side.getByTestId("chat-row").count();
      await side.getByRole("button", { name: "Load more" }).click();
      await side.getByText("Nightly report 60", { exact: true }).waitFor();
      if ((await side.getByTestId("chat-row").count()) <= before) throw new Error("nothing more was loaded");
      await side.getByTestId("chat-search").fill("report 4");
      await side.getByText("Release checklist").waitFor({ state: "detached" });
      await shot("found");
      await side.getByTestId("chat-search").fill("nothing like it");
      await side.getByText("No chat matches").waitFor();
      await shot("nothing");
      await side.getByTestId("chat-search").fill("label:team:platform");
      await side.getByText("Release checklist").waitFor();
      await side.getByRole("button", { name: "More for Release checklist" }).click();
      await page.getByRole("menuitem", { name: "Labels" }).waitFor();
      await page.waitForTimeout(250);
      await shot("menu");
      await page.getByRole("menuitem", { name: "Labels" }).click();
      await page.getByRole("button", { name: "Add label" }).click();
      await page.getByLabel("Name of label 3").fill("-bad");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("begin with a letter").waitFor();
      await page.waitForTimeout(250);
      await shot("labels");
      await page.getByLabel("Name of label 3").fill("area");
      await page.getByLabel("Value of label 3").fill("docs");
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByRole("dialog", { name: "Labels" }).waitFor({ state: "detached" });
      await side.getByTestId("chat-search").fill("");
      await side.getByText("Flaky test").waitFor();
      await side.getByText("Release checklist").click();
      await page.getByTestId("user-message").waitFor();
      if (!phone) {
        await page.getByRole("button", { name: "More for this chat" }).click();
        await page.getByRole("menuitem", { name: "Archive" }).click();
        await page.getByText("This chat is archived").waitFor();
        await page.waitForTimeout(250);
        await shot("archived");
        await side.getByRole("button", { name: "Show archived chats" }).click();
        await side.getByText("Release checklist").waitFor();
        await shot("archive");
        await page.getByRole("button", { name: "Unarchive" }).click();
        await page.getByText("This chat is archived").waitFor({ state: "detached" });
      } else {
        await page.waitForTimeout(300);
        await shot("labelled");
      }
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
