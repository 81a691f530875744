// What the played model does when it plans, and when it gives work to agents.

import { FakeChat } from "./chats.mjs";
import { PLAN } from "./texts.mjs";

const PLAN_PATH = "/home/ada/.coder/plans/PLAN-8d1f4c2e.md";
const PLAN_FILE = "5f0c9c1e-6a0f-4a53-9d0b-0c5f3a2f7b11";

const QUESTIONS = [
  {
    header: "Store",
    question: "Where are the sessions kept?",
    options: [
      { label: "PostgreSQL", description: "Durable and shared by all replicas. One more table." },
      { label: "In memory", description: "Nothing to migrate; everybody signs in again after a restart." },
    ],
  },
  {
    header: "Old tokens",
    question: "What becomes of the tokens that are out there?",
    options: [
      { label: "Keep them", description: "They go on working until they end." },
      { label: "End them", description: "Cleaner; everybody has to make new ones." },
      { label: "End them in 30 days", description: "With a note to their owners." },
    ],
  },
];

export async function askQuestions(play) {
  await play.write("Two things are yours to decide before I can plan this.");
  const call = await play.call("ask_user_question", { questions: QUESTIONS });
  play.flush();
  await play.run(call, 30, { questions: QUESTIONS });
}

export async function proposePlan(play) {
  const write = await play.call("write_file", { path: PLAN_PATH, content: PLAN });
  play.flush();
  await play.run(write, 50, { ok: true });
  const call = await play.call("propose_plan", { path: PLAN_PATH });
  play.flush();
  await play.run(call, 30, {
    ok: true,
    path: PLAN_PATH,
    kind: "plan",
    file_id: PLAN_FILE,
    media_type: "text/markdown",
  });
}

export const planRoutes = () => [
  { method: "GET", path: new RegExp(`/chats/files/${PLAN_FILE}$`), run: () => ({ text: PLAN }) },
];

export async function delegate(play) {
  const { chat } = play;
  await play.write("I look at both halves at the same time.");
  const wanted = [
    {
      type: "explore",
      title: "Where sessions are made",
      prompt: "Find every place that makes or ends a session. Report paths and lines.",
    },
    {
      type: "general",
      title: "Port the login tests",
      prompt: "Port tests/login to the new harness. Run them. Report what fails.",
    },
    {
      type: "general",
      title: "Measure the lookup",
      prompt: "Measure how long the lookup of a session takes with 10,000 rows.",
    },
  ];
  const calls = [];
  for (const args of wanted) calls.push(await play.call("spawn_agent", args));
  play.flush();
  const agents = wanted.map((args) => {
    const agent = new FakeChat(args.title, {});
    agent.row.parent_chat_id = chat.row.id;
    agent.row.root_chat_id = chat.row.id;
    agent.row.status = "running";
    if (args.type === "explore") agent.row.mode = "explore";
    chat.row.children.unshift(agent.row);
    agent.store("user", [{ type: "text", text: args.prompt }]);
    agent.watch("created");
    return agent;
  });
  for (const [index, call] of calls.entries()) {
    const { id, title } = agents[index].row;
    await play.run(call, 20, { chat_id: id, title, status: "running", type: wanted[index].type });
  }
  const waits = [];
  for (const agent of agents) waits.push(await play.call("wait_agent", { chat_id: agent.row.id }));
  play.flush();
  const end = (agent, status) => {
    agent.row.status = status;
    agent.watch("status_change");
  };
  await play.pause(600);
  end(agents[0], "waiting");
  await play.pause(2_500);
  end(agents[1], "error");
  const told = (agent, more) => ({
    chat_id: agent.row.id,
    title: agent.row.title,
    status: agent.row.status,
    type: "general",
    ...more,
  });
  await play.run(
    waits[0],
    20,
    told(agents[0], {
      report:
        "Sessions are made in **two** places:\n\n- `src/login.rs:41` after the password\n- `src/oidc.rs:118` after the callback\n\nThey are ended in `src/logout.rs` alone.",
    }),
  );
  await play.run(waits[1], 20, told(agents[1], { last_error: "Anthropic refused the key.", report: "" }));
  await play.run(waits[2], 20, told(agents[2], { timed_out: true }));
  await play.say("The second one needs its key; the measurement still runs.");
}
