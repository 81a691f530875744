// The list of keys.

import { Dialog } from "@/components/dialog";
import { Keys } from "@/components/keys";

const GROUPS: { title: string; rows: [string, string[]][] }[] = [
  {
    title: "Anywhere",
    rows: [
      ["New chat", ["C"]],
      ["Go to a chat or page", ["Mod", "K"]],
      ["Search chats", ["S"]],
      ["Chat above, chat below", ["Alt", "Up", "Down"]],
      ["This list", ["?"]],
    ],
  },
  {
    title: "In a chat",
    rows: [
      ["Write", ["/"]],
      ["Send, or queue while the model works", ["Enter"]],
      ["New line", ["Shift", "Enter"]],
      ["Stop the model and send at once", ["Mod", "Enter"]],
      ["Stop the model", ["Esc"]],
      ["Plan before anything is changed, or no longer", ["Mod", "."]],
      ["Edit the last message, from an empty field", ["Up"]],
      ["What you wrote before, and back", ["Mod", "Up", "Down"]],
    ],
  },
];

export function ShortcutHelp(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog {...props} title="Keyboard shortcuts">
      <div className="flex flex-col gap-5">
        {GROUPS.map((group) => (
          <section key={group.title}>
            <h3 className="mb-1.5 text-xs font-medium text-ink-3">{group.title}</h3>
            <dl className="divide-y divide-line">
              {group.rows.map(([what, keys]) => (
                <div key={what} className="flex items-center justify-between py-1.5 text-sm">
                  <dt>{what}</dt>
                  <dd>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
