// Keys that work everywhere on the page. Plain letters do nothing while somebody types, and nothing at all works
// behind an open dialog.

import { useEffect, useRef } from "react";

interface Options {
  /** Also while a text field has the focus. For combinations that type nothing. */
  inFields?: boolean;
}

/** `combination` is a key as `KeyboardEvent.key` names it, with `Mod+` (Ctrl, or Command on a Mac) or `Alt+`. */
export function useShortcut(combination: string, run: () => void, options: Options = {}): void {
  const latest = useRef(run);
  latest.current = run;
  const { inFields = false } = options;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || !matches(combination, event)) return;
      if (!inFields && isField(event.target)) return;
      if (ownsKey(event.target, event.key)) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'))
        return;
      event.preventDefault();
      latest.current();
    };
    // First in line: an open dialog is closed by the same key, and must still be seen here.
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [combination, inFields]);
}

function matches(combination: string, event: KeyboardEvent): boolean {
  const names = combination.split("+");
  const key = names.pop() ?? "";
  const mod = names.includes("Mod");
  const alt = names.includes("Alt");
  return event.key === key && mod === (event.ctrlKey || event.metaKey) && alt === event.altKey;
}

/** A field that does something of its own on a key says so with `data-own-keys`. */
function ownsKey(target: EventTarget | null, key: string): boolean {
  const owner = target instanceof Element ? target.closest<HTMLElement>("[data-own-keys]") : null;
  return owner?.dataset.ownKeys?.split(" ").includes(key) ?? false;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("input, textarea, select, [role='combobox'], [role='option']"))
  );
}
