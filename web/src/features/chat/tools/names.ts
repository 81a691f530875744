// What tools are called while they run and after, in words for people.

export interface ToolName {
  /** While it runs. */
  doing: string;
  /** Once it is over. */
  done: string;
}

const NAMES: Record<string, ToolName> = {
  execute: { doing: "Running a command", done: "Ran a command" },
  process_output: { doing: "Waiting for a process", done: "Read a process's output" },
  process_list: { doing: "Listing processes", done: "Listed processes" },
  process_signal: { doing: "Signalling a process", done: "Signalled a process" },
  read_file: { doing: "Reading a file", done: "Read" },
  write_file: { doing: "Writing a file", done: "Wrote" },
  edit_files: { doing: "Editing files", done: "Edited" },
  list_templates: { doing: "Looking at templates", done: "Looked at templates" },
  read_template: { doing: "Reading a template", done: "Read a template" },
  create_workspace: { doing: "Creating a workspace", done: "Created a workspace" },
  start_workspace: { doing: "Starting the workspace", done: "Started the workspace" },
  chat_summarized: { doing: "Summarizing what was said", done: "Summarized what was said" },
  chat_cleared: { doing: "Forgetting what was said", done: "Forgot what was said" },
  ask_user_question: { doing: "Asking", done: "Asked" },
  propose_plan: { doing: "Proposing a plan", done: "Proposed a plan" },
  advisor: { doing: "Asking the advisor", done: "Asked the advisor" },
  spawn_agent: { doing: "Starting an agent", done: "Started" },
  wait_agent: { doing: "Waiting for", done: "Waited for" },
  message_agent: { doing: "Telling", done: "Told" },
  interrupt_agent: { doing: "Stopping", done: "Stopped" },
  list_agents: { doing: "Listing agents", done: "Listed agents" },
  list_subagent_models: { doing: "Listing models", done: "Listed models" },
  stop_workspace: { doing: "Stopping the workspace", done: "Stopped the workspace" },
};

export function toolName(name: string): ToolName {
  return NAMES[name] ?? { doing: `Running ${name}`, done: name };
}
