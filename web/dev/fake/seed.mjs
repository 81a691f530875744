// What the played server begins with, unless it begins empty.

import { FakeChat } from "./chats.mjs";
import { addModel, addProvider } from "./models.mjs";
import { makeWorkspace } from "./workspaces.mjs";

const HOUR = 3_600_000;
const ago = (hours) => new Date(Date.now() - hours * HOUR).toISOString();

/** A conversation of so many messages: questions, answers with a list and code, calls of tools with their results. */
function long(count) {
  const chat = new FakeChat("A long conversation", { at: ago(0.1) });
  for (let turn = 1; chat.messages.length < count; turn += 1) {
    const text = (it) => [{ type: "text", text: it }];
    chat.store("user", text(`Question ${turn}: what does step ${turn} of the release do, and why?`));
    const id = `call-${turn}`;
    chat.store("assistant", [
      {
        type: "tool-call",
        tool_call_id: id,
        tool_name: "execute",
        args: { command: `cat steps/${turn}.md` },
      },
    ]);
    chat.store("tool", [
      {
        type: "tool-result",
        tool_call_id: id,
        tool_name: "execute",
        result: { success: true, exit_code: 0, output: `step ${turn}\n`.repeat(20) },
      },
    ]);
    const list = Array.from({ length: (turn % 5) + 1 }, (_, at) => `- part ${at} of **step ${turn}**`).join(
      "\n",
    );
    const code = turn % 3 === 0 ? `\n\n\`\`\`rust\nfn step_${turn}() -> u32 { ${turn} }\n\`\`\`` : "";
    chat.store("assistant", text(`Step ${turn} does this:\n\n${list}${code}\n\nNothing else depends on it.`));
  }
}

export function seed(fresh) {
  if (fresh) return;
  if (process.env.LONG) long(Number(process.env.LONG));
  addProvider({ provider: "anthropic", api_key: "key", source: "env_preset" });
  addProvider({ provider: "openai", api_key: "bad" });
  addModel({ provider: "anthropic", model: "claude-sonnet-4-6" });
  addModel({ provider: "anthropic", model: "claude-opus-4-6" });
  addModel({ provider: "openai", model: "gpt-5.2" });

  makeWorkspace("amber-finch", "running");
  makeWorkspace("docs-site", "stopped");
  makeWorkspace("bench-runner", "failed");

  const titles = [
    ["Release checklist for 0.4", 30, { pinned: 1, labels: { team: "platform", release: "0.4" } }],
    ["On-call notes", 60, { pinned: 2 }],
    ["Why does the tunnel stall on macOS", 1.2, { unread: true }],
    ["Port the settings page to the new form kit", 3],
    ["Flaky test in the scheduler", 26],
    ["Draft the migration guide", 28],
    ["Compare zstd levels for the bundle", 70],
    ["Explain the lease table", 100],
    ["Rename crates for the split", 500],
  ];
  // More than a page of them.
  for (let day = 1; day <= 60; day += 1) titles.push([`Nightly report ${day}`, 24 * (7 + day)]);
  for (const [title, hours, options] of titles) {
    const chat = new FakeChat(title, { at: ago(hours), ...options });
    chat.store("user", [{ type: "text", text: title }]);
    chat.store("assistant", [{ type: "text", text: "Done. See the commit for the details." }]);
    chat.row.updated_at = ago(hours);
    if (title.startsWith("Flaky")) {
      chat.row.status = "error";
      chat.row.last_error = { message: "Anthropic refused the key.", kind: "auth", retryable: false };
    }
    if (title.startsWith("Why")) chat.row.last_turn_summary = "Found the lost wake-up";
    if (title.startsWith("Draft")) chat.row.last_turn_summary = "Which version comes first";
    if (title.startsWith("Rename")) chat.row.archived = true;
  }
}
