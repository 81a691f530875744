// The pages and states that shots.mjs takes pictures of.

const WIDE = [["wide", "light"]];
const PAIR = [
  ["wide", "light"],
  ["phone", "dark"],
];

export async function signIn(page) {
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

/** Makes a noisy image in the page, which no format makes small, and has it attached: `how` is "pick", "paste" or "drop". */
async function attachImage(page, how, { name, type, width, height, clear = false, junk = false }) {
  await page.evaluate(
    async ({ how, name, type, width, height, clear, junk }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      const image = context.createImageData(width, height);
      for (let at = 0; at < image.data.length; at += 65_536)
        crypto.getRandomValues(image.data.subarray(at, at + 65_536));
      for (let at = 3; at < image.data.length; at += 4) image.data[at] = clear ? 0 : 255;
      context.putImageData(image, 0, 0);
      // What is clear has no colour left: something has to be seen.
      if (clear) {
        const noise = new OffscreenCanvas(width, height / 2);
        const half = noise.getContext("2d");
        for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
        half.putImageData(image, 0, 0);
        context.drawImage(noise, 0, 0);
      }
      const blob = await canvas.convertToBlob({ type, quality: 1 });
      const file = new File([junk ? blob.slice(0, 12) : "", junk ? new Uint8Array(6_000_000) : blob], name, {
        type,
      });
      const carrier = new DataTransfer();
      carrier.items.add(file);
      const composer = document.querySelector('[data-testid="composer"]');
      const init = { bubbles: true, cancelable: true };
      if (how === "paste") {
        composer.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: carrier }));
      } else if (how === "drop") {
        document.body.dispatchEvent(new DragEvent("drop", { ...init, dataTransfer: carrier }));
      } else {
        const picker = document.querySelector('[data-testid="file-picker"]');
        picker.files = carrier.files;
        picker.dispatchEvent(new Event("change", { bubbles: true }));
      }
    },
    { how, name, type, width, height, clear, junk },
  );
}

const check = (isTrue, what) => {
  if (!isTrue) throw new Error(what);
};
const CAP = 5_242_880;
const chip = (page, name) => page.getByTestId("attachment").filter({ hasText: name });
const isReady = (page, name) =>
  page.locator('[data-testid="attachment"][data-state="ready"]', { hasText: name }).waitFor();

/** What the server has of the next upload. */
async function uploaded(page, during) {
  const [answer] = await Promise.all([
    page.waitForResponse((it) => it.request().method() === "POST" && it.url().includes("/chats/files")),
    during(),
  ]);
  const { id } = await answer.json();
  return page.evaluate(async (id) => {
    const stored = await fetch(`/api/v2/chats/files/${id}`);
    const blob = await stored.blob();
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const last = context.getImageData(bitmap.width - 1, bitmap.height - 1, 1, 1).data;
    return {
      type: stored.headers.get("content-type"),
      bytes: blob.size,
      width: bitmap.width,
      last: [...last],
    };
  }, id);
}

async function pickModel(page, name) {
  await page.getByTestId("model-picker").click();
  await page.getByRole("menuitemradio", { name }).first().click();
}

export const scenes = [
  {
    name: "files",
    views: [...PAIR, ["phone", "light"], ["wide", "dark"]],
    play: async ({ page, shot, phone }) => {
      await signIn(page);
      const small = { type: "image/png", width: 320, height: 200 };
      await attachImage(page, "pick", { ...small, name: "diagram.png" });
      await attachImage(page, "paste", { ...small, name: "image.png" });
      await attachImage(page, "drop", { ...small, name: "dropped.png" });
      await page.getByTestId("file-picker").setInputFiles([
        { name: "main.ts", mimeType: "video/mp2t", buffer: Buffer.from("export {};\n") },
        { name: "full-report.json", mimeType: "application/json", buffer: Buffer.from("{}") },
        { name: "setup.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") },
        { name: "slow.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7") },
        { name: "gone.md", mimeType: "text/markdown", buffer: Buffer.from("# Soon gone") },
      ]);
      for (const name of ["diagram.png", "pasted-image-", "dropped.png", "main.ts", "gone.md"])
        await isReady(page, name);
      // Nothing is sent while one is uploaded, and it is said.
      await page.getByTestId("composer").fill("What is in these files?");
      await page.keyboard.press("Enter");
      await page.getByRole("status").filter({ hasText: "is being uploaded" }).waitFor();
      await shot("blocked");
      await isReady(page, "slow.pdf");
      await page.keyboard.press("Enter");
      await page.getByRole("status").filter({ hasText: "could not be attached" }).waitFor();
      await page.getByText("no room for it now").waitFor();
      await shot("failed");
      await page.getByRole("button", { name: "Try again: full-report.json" }).click();
      await isReady(page, "full-report.json");
      await page.getByRole("button", { name: "Remove setup.exe" }).click();
      check(
        await page.getByTestId("composer").evaluate((it) => it === document.activeElement),
        "the focus went to the field",
      );
      // A long text becomes a file, and a text again.
      const paste = (text) =>
        page.getByTestId("composer").evaluate((field, text) => {
          const carrier = new DataTransfer();
          carrier.setData("text/plain", text);
          field.dispatchEvent(
            new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: carrier }),
          );
        }, text);
      await paste("line\n".repeat(2_000));
      await isReady(page, "pasted-text-");
      await shot("ready");
      await page.getByRole("button", { name: /^Put the text into the message/ }).click();
      check(
        (await page.getByTestId("composer").inputValue()).includes("line\nline"),
        "the text is in the message",
      );
      check((await chip(page, "pasted-text-").count()) === 0, "and no file any more");
      await page.getByTestId("composer").fill("What is in these files?");
      if (!phone) {
        await page.evaluate(() => {
          const carrier = new DataTransfer();
          carrier.items.add(new File(["x"], "x.txt"));
          document.body.dispatchEvent(
            new DragEvent("dragover", { bubbles: true, cancelable: true, dataTransfer: carrier }),
          );
        });
        await page.getByText("Drop files to attach them").waitFor();
        await shot("over");
        await page.evaluate(() => document.body.dispatchEvent(new DragEvent("dragleave", { bubbles: true })));
        await page.getByText("Drop files to attach them").waitFor({ state: "detached" });
      }
      await page.getByRole("button", { name: "Send message" }).click();
      await page.getByTestId("user-message").waitFor();
      await idle(page);
      check((await page.getByTestId("attachment").count()) === 0, "what was sent is gone from the composer");
      await page.getByRole("button", { name: "Download gone.md" }).click();
      await page.getByTestId("file-gone").getByText("is no longer stored").waitFor();
      await page.getByTestId("user-message").evaluate((it) => it.scrollIntoView());
      await page.waitForTimeout(300);
      await shot("sent");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download main.ts" }).click(),
      ]);
      check(download.suggestedFilename() === "main.ts", "the file is given by its name");
      await page.getByRole("button", { name: "Open diagram.png" }).click();
      await page.getByRole("dialog").getByRole("img").waitFor();
      await page.waitForTimeout(300);
      await shot("large");
      await page.keyboard.press("Escape");
      // An image that does not come is not said to be gone, and can be asked for again.
      const refuse = (route) => route.fulfill({ status: 403, body: "" });
      await page.route("**/chats/files/*", refuse);
      await page.reload();
      await page.getByTestId("file-unread").first().waitFor();
      await page.getByTestId("user-message").evaluate((it) => it.scrollIntoView());
      await shot("unread");
      await page.unroute("**/chats/files/*", refuse);
      await page.getByRole("button", { name: "Try again" }).first().click();
      await page.getByRole("button", { name: "Open diagram.png" }).waitFor();
      // A command sends nothing, so it takes no file with it; who leaves is told that files are not kept.
      await page
        .getByTestId("file-picker")
        .setInputFiles([{ name: "kept.txt", mimeType: "text/plain", buffer: Buffer.from("kept") }]);
      await isReady(page, "kept.txt");
      await page.getByTestId("composer").fill("/plan");
      await page.keyboard.press("Enter");
      await page.getByTestId("plan-badge").waitFor();
      check((await chip(page, "kept.txt").count()) === 1, "a command leaves the files where they are");
      if (phone) await page.getByRole("button", { name: "Open chats" }).click();
      await page.getByRole("button", { name: "New chat" }).click();
      await page.getByTestId("toast").getByText("kept.txt").waitFor();
      await shot("left");
    },
  },
  {
    name: "shrink",
    views: WIDE,
    play: async ({ page, shot }) => {
      await signIn(page);
      await pickModel(page, /Sonnet/);
      // A PNG with clear parts becomes a WebP with clear parts, and fits.
      const png = await uploaded(page, () =>
        attachImage(page, "pick", {
          name: "noise.png",
          type: "image/png",
          width: 2600,
          height: 2400,
          clear: true,
        }),
      );
      await isReady(page, "noise.png");
      check(
        png.type === "image/webp" && png.bytes < CAP && png.last[3] === 0,
        `of a PNG: ${JSON.stringify(png)}`,
      );
      const jpeg = await uploaded(page, () =>
        attachImage(page, "pick", { name: "photo.jpg", type: "image/jpeg", width: 4600, height: 3000 }),
      );
      await isReady(page, "photo.jpg");
      check(
        jpeg.type === "image/jpeg" && jpeg.bytes < CAP && jpeg.width <= 4096,
        `of a JPEG: ${JSON.stringify(jpeg)}`,
      );
      // What moves, and what cannot be read, is refused with the reason.
      await attachImage(page, "pick", {
        name: "moves.gif",
        type: "image/gif",
        width: 9,
        height: 9,
        junk: true,
      });
      await page.evaluate(() => {
        const gif = new File(["GIF89a", new Uint8Array(6_000_000)], "dance.gif", { type: "image/gif" });
        const carrier = new DataTransfer();
        carrier.items.add(gif);
        const picker = document.querySelector('[data-testid="file-picker"]');
        picker.files = carrier.files;
        picker.dispatchEvent(new Event("change", { bubbles: true }));
      });
      await chip(page, "dance.gif").getByText("It moves").waitFor();
      await chip(page, "moves.gif").getByText("cannot be read").waitFor();
      await shot("strict");
      // A model that takes more takes the GIF as it is.
      await pickModel(page, /GPT/);
      await isReady(page, "dance.gif");
      await page.getByRole("button", { name: "Remove moves.gif" }).click();
      for (const name of ["noise.png", "photo.jpg", "dance.gif"]) {
        await page.getByRole("button", { name: `Remove ${name}` }).click();
      }
      // Another model is chosen while a large image is on its way: it is made smaller before anything can be sent.
      await attachImage(page, "pick", {
        name: "slow-noise.png",
        type: "image/png",
        width: 1500,
        height: 1400,
      });
      await page.locator('[data-testid="attachment"][data-state="uploading"]').waitFor();
      const redone = await uploaded(page, () => pickModel(page, /Sonnet/));
      await isReady(page, "slow-noise.png");
      check(redone.bytes < CAP, `made anew for the stricter model: ${JSON.stringify(redone)}`);
      await shot("redone");
      // One that is removed while it is prepared is never uploaded.
      const posts = [];
      page.on("request", (it) => it.method() === "POST" && posts.push(it.url()));
      await attachImage(page, "pick", { name: "never.png", type: "image/png", width: 2600, height: 2400 });
      await page.getByRole("button", { name: "Remove never.png" }).click();
      await page.waitForTimeout(3_000);
      check(posts.length === 0, `uploaded although it was removed: ${posts}`);
      check((await chip(page, "never.png").count()) === 0, "what was removed stays away");
    },
  },
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
      await page.getByRole("button", { name: "More: And push the branch" }).click();
      await shot("menu");
      await page.getByRole("menuitem", { name: "Send earlier" }).click();
      await page.getByTestId("queued-message").first().getByText("And push the branch").waitFor();
      await page.getByRole("button", { name: "More: And push the branch" }).click();
      await page.getByRole("menuitem", { name: "Edit" }).click();
      await page.getByLabel("Edit queued message").fill("And push the branch, please");
      await shot("edited");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Do not send: And push the branch, please" }).click();
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
    name: "skills",
    views: [
      ["wide", "light"],
      ["phone", "dark"],
    ],
    play: async ({ page, shot, url }) => {
      await signIn(page);
      await page.goto(`${url}/settings/instructions`);
      await page.getByText("No skill yet").waitFor();
      await shot("none");
      await page.getByRole("button", { name: "New skill" }).click();
      const text = page.getByLabel("Text", { exact: true });
      await text.fill("Look twice.");
      await page.getByRole("button", { name: "Create" }).click();
      await page.getByText("must begin with").waitFor();
      await shot("bad");
      await text.fill(
        "---\nname: review\ndescription: How a change is reviewed here, from the tests to the words.\n---\n\nLook twice.\n",
      );
      await page.getByRole("button", { name: "Create" }).click();
      await page.getByTestId("skill-row").getByText("review", { exact: true }).waitFor();
      await shot("one");
      await page.goto(`${url}/settings/agents`);
      await page.getByLabel("Archive unused chats after (days)").fill("x");
      await page.getByText("must be a whole number").waitFor();
      await shot("old-chats");
      await page.getByLabel("Archive unused chats after (days)").fill("60");
      await page.getByRole("form", { name: "Old chats" }).getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved.").waitFor();
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
      await page.getByTestId("provider-row").nth(1).getByText("refused the key").waitFor();
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
