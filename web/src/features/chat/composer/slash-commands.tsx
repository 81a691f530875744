// Commands of a chat that are written like messages: what there is, offered while one is typed.

import clsx from "clsx";
import { clearContext, compactContext, updateChat } from "@/api/chats";
import { keys, queryClient } from "@/api/query";

export interface Command {
  name: string;
  does: string;
  run: (chatId: string) => Promise<unknown>;
}

/** From the next message on the chat changes nothing but its plan. */
async function plan(chatId: string): Promise<void> {
  await updateChat(chatId, { plan_mode: "plan" });
  await queryClient.invalidateQueries({ queryKey: keys.chat(chatId) });
}

export const COMMANDS: readonly Command[] = [
  {
    name: "/compact",
    does: "Summarize what was said, so that the model has room again",
    run: compactContext,
  },
  { name: "/plan", does: "Plan before anything is changed", run: plan },
  { name: "/clear", does: "Let the model forget what was said", run: clearContext },
];

/** The command that a message is. */
export function commandOf(message: string): Command | undefined {
  return COMMANDS.find((it) => it.name === message.trim().toLowerCase());
}

/** The commands that what was typed may become. */
export function matching(text: string): readonly Command[] {
  const typed = text.trimEnd().toLowerCase();
  return typed.startsWith("/") ? COMMANDS.filter((it) => it.name.startsWith(typed)) : [];
}

interface Props {
  text: string;
  onPick: (command: Command) => void;
}

export function SlashCommands({ text, onPick }: Props) {
  const shown = matching(text);
  if (shown.length === 0) return null;
  return (
    <ul
      aria-label="Commands"
      className="mb-2 animate-rise overflow-hidden rounded-lg border border-line bg-raised p-1 shadow-2"
    >
      {shown.map((command) => (
        <li key={command.name}>
          <button
            type="button"
            onClick={() => onPick(command)}
            className={clsx(
              "flex w-full items-baseline gap-3 rounded px-2 py-1.5 text-left text-sm hover:bg-hover",
              command.name === text.trim() && "bg-hover",
            )}
          >
            <span className="font-mono text-[0.8rem]">{command.name}</span>
            <span className="min-w-0 flex-1 truncate text-ink-3">{command.does}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
