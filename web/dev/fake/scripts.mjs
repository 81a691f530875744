// What the played model does. The words of the message choose:
//   "retry"  two failed tries, then an answer      "key"   the provider refuses the key
//   "long"   Markdown of all kinds                 "slow"  a command that runs for a while
//   "client" a tool of the client, which nobody answers
//   "delegate" three agents, of which one fails and one takes long; a chat that plans asks, then proposes
//   "count"  many numbers, to see that none is lost or doubled
//   anything else: a bug is found, fixed and tested in a workspace

import { askQuestions, delegate, proposePlan } from "./agentics.mjs";
import { ANSWER, COUNT, FIX_BEFORE, MARKDOWN, READ, TEST_OUTPUT, THOUGHT } from "./texts.mjs";
import { makeWorkspace, runBuild } from "./workspaces.mjs";

const PACE_MS = Number(process.env.PACE_MS ?? 18);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const now = () => new Date().toISOString();
let calls = 0;

class Stopped extends Error {}

export async function runScript(chat, text) {
  const play = new Play(chat);
  try {
    await sleep(500);
    if (/\bkey\b/.test(text)) return refuseKey(chat);
    if (/\bretry\b/.test(text)) await play.failTwice();
    if (/\bcount\b/.test(text)) {
      await play.say(COUNT);
    } else if (/\bdelegate\b/.test(text)) {
      await delegate(play);
    } else if (/^Store: /.test(text)) {
      await proposePlan(play);
    } else if (chat.row.plan_mode) {
      await askQuestions(play);
    } else if (/\blong\b/.test(text)) {
      await play.say(MARKDOWN);
    } else if (/\bclient\b/.test(text)) {
      await play.askClient();
    } else if (/\bslow\b/.test(text)) {
      await play.slow();
    } else {
      await play.fixBug();
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    play.flush();
  }
}

function refuseKey(chat) {
  chat.setStatus("error", {
    message: "Anthropic refused the key. Check it and its permissions.",
    detail: "invalid x-api-key",
    kind: "auth",
    provider: "anthropic",
    retryable: false,
    status_code: 401,
  });
}

class Play {
  constructor(chat) {
    this.chat = chat;
    this.step = [];
  }

  async pause(ms = PACE_MS) {
    await sleep(ms);
    if (this.chat.stopped) throw new Stopped();
  }

  async think(text) {
    const part = { type: "reasoning", text: "", created_at: now() };
    this.step.push(part);
    for (const piece of pieces(text)) {
      await this.pause();
      part.text += piece;
      this.chat.stream({ type: "reasoning", text: piece, created_at: part.created_at });
    }
    part.completed_at = new Date(Date.now() + 2_400).toISOString();
  }

  async write(text) {
    const part = { type: "text", text: "" };
    this.step.push(part);
    for (const piece of pieces(text)) {
      await this.pause();
      part.text += piece;
      this.chat.stream({ type: "text", text: piece });
    }
  }

  async call(tool_name, args) {
    const tool_call_id = `call_${++calls}`;
    for (const piece of pieces(JSON.stringify(args))) {
      await this.pause(PACE_MS / 2);
      this.chat.stream({ type: "tool-call", tool_call_id, tool_name, args_delta: piece });
    }
    const part = { type: "tool-call", tool_call_id, tool_name, args, created_at: now() };
    this.step.push(part);
    this.chat.stream(part);
    return part;
  }

  /** Stores the step; tool results come after it. */
  flush(usage = 21_400) {
    if (this.step.length === 0) return;
    this.chat.store("assistant", this.step, {
      usage: { input_tokens: usage, output_tokens: 640, context_limit: 200_000 },
    });
    this.step = [];
  }

  async run(call, ms, result, is_error = false) {
    await this.pause(ms);
    const { tool_call_id, tool_name } = call;
    this.chat.store("tool", [
      { type: "tool-result", tool_call_id, tool_name, result, is_error, created_at: now() },
    ]);
  }

  async say(text) {
    await this.write(text);
    this.flush();
  }

  async failTwice() {
    for (const [attempt, delay_ms] of [
      [1, 2_000],
      [2, 4_000],
    ]) {
      await this.write("I will look at");
      this.step = [];
      this.chat.setRetry({
        attempt,
        delay_ms,
        error: "Anthropic is overloaded.",
        kind: "overloaded",
        provider: "anthropic",
        status_code: 529,
        retrying_at: new Date(Date.now() + delay_ms).toISOString(),
      });
      await this.pause(delay_ms);
    }
  }

  async askClient() {
    await this.write("I ask your editor where the cursor is.");
    const call = await this.call("editor_cursor", { file: "src/duration.rs", context_lines: 3 });
    this.flush();
    this.chat.setStatus("requires_action");
    while (this.chat.row.status === "requires_action") await sleep(50);
    this.chat.stopped = false;
    await this.run(call, 20, "The client gave no answer.", true);
    await this.say("Then I look for the place myself.");
  }

  async slow() {
    await this.write("This takes a while.");
    const call = await this.call("execute", { command: "make -j2 world", timeout: "10m" });
    this.flush();
    await this.run(call, 20_000, { success: true, exit_code: 0, output: "done\n", wall_duration_ms: 20_000 });
    await this.say("It is built.");
  }

  async fixBug() {
    const { chat } = this;
    await this.think(THOUGHT);
    await this.write("I will make a workspace and look at the parser first.");
    await this.workspace();
    const list = await this.call("execute", { command: "git log --oneline -3 && ls src" });
    const read = await this.call("read_file", { path: "src/duration.rs", offset: 1, limit: 40 });
    this.flush();
    await this.run(list, 400, {
      success: true,
      exit_code: 0,
      output:
        "4f1c9aa Parse durations with units\n09be2d1 Add the config loader\n1c0ffee First commit\nconfig.rs\nduration.rs\nlib.rs\n",
      wall_duration_ms: 212,
    });
    await this.run(read, 150, { content: READ, file_size: 812, total_lines: 24, lines_read: 24 });
    await this.write(
      "The loop forgets the last number when no unit follows it. I change that and add a test.",
    );
    const edit = await this.call("edit_files", {
      files: [{ path: "src/duration.rs", edits: [FIX_BEFORE] }],
    });
    this.flush(24_900);
    await this.run(edit, 300, { ok: true, files: ["src/duration.rs"] });
    const tests = await this.call("execute", { command: "cargo test --quiet", timeout: "5m" });
    const watch = await this.call("execute", { command: "cargo watch -x check", run_in_background: true });
    this.flush(26_300);
    await this.run(tests, 2_500, {
      success: true,
      exit_code: 0,
      output: TEST_OUTPUT,
      wall_duration_ms: 7_312,
    });
    await this.run(watch, 100, {
      success: true,
      background_process_id: "proc_7",
      exit_code: 0,
      note: "Runs on in the background.",
    });
    await this.say(ANSWER);
    chat.watch("summary_change");
  }

  async workspace() {
    const { chat } = this;
    if (chat.row.workspace_id) return;
    const call = await this.call("create_workspace", { template_id: "local", name: "quiet-heron" });
    this.flush(18_200);
    const workspace = makeWorkspace("quiet-heron", "pending");
    chat.waits = "workspace_build";
    const build = runBuild(workspace, "start");
    chat.row.workspace_id = workspace.id;
    chat.row.build_id = workspace.latest_build.id;
    chat.watch("status_change");
    const { id } = await build;
    chat.waits = null;
    await this.run(call, 50, { created: true, workspace_name: "ada/quiet-heron", build_id: id });
  }
}

function pieces(text) {
  return text.match(/\s*\S{1,7}\s?/g) ?? [];
}
