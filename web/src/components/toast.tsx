// Short notes at the edge of the page about something that could not be shown in place.

import { X } from "lucide-react";
import { useSyncExternalStore } from "react";
import { toApiError } from "@/api/errors";
import { Button } from "./button";
import { IconButton } from "./icon-button";

export interface ToastAction {
  label: string;
  run: () => void;
}

interface Toast {
  id: number;
  text: string;
  detail: string;
  action?: ToastAction;
}

const SHOWN_MS = 7_000;
let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

export function showToast(text: string, detail = "", action?: ToastAction): void {
  const id = nextId++;
  set([...toasts.slice(-2), { id, text, detail, action }]);
  setTimeout(() => dismiss(id), SHOWN_MS);
}

export function toastError(cause: unknown): void {
  const error = toApiError(cause);
  showToast(error.message, error.detail);
}

/** What did not work of a request while the rest did. */
export function toastWarnings(warnings: readonly string[] | undefined): void {
  for (const warning of warnings ?? []) showToast(warning);
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function Toaster() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-3 z-70 flex flex-col items-end gap-2"
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          data-testid="toast"
          className="pointer-events-auto flex w-80 max-w-full animate-rise items-start gap-2 rounded-lg border border-line bg-raised py-2 pr-1.5 pl-3 text-sm shadow-2"
        >
          <div className="min-w-0 flex-1 py-0.5 [overflow-wrap:anywhere]">
            <p className="font-medium">{toast.text}</p>
            {toast.detail && <p className="text-ink-2">{toast.detail}</p>}
          </div>
          {toast.action && (
            <Button
              look="ghost"
              onClick={() => {
                dismiss(toast.id);
                toast.action?.run();
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton label="Dismiss" onClick={() => dismiss(toast.id)}>
            <X />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
