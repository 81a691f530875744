// A question or form over the page. On a phone it comes up from the bottom edge.

import clsx from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "./icon-button";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  /** `most`: as wide as what is in it, up to most of the window. For pictures. */
  wide?: boolean | "most";
}

/** The first thing in the page order would be the close button, whose tooltip nobody asked for. */
function focusFrame(event: Event): void {
  const frame = event.currentTarget;
  if (!(frame instanceof HTMLElement)) return;
  event.preventDefault();
  (frame.querySelector<HTMLElement>("input:not([type=hidden])") ?? frame).focus();
}

/** A list to choose from: a field in it would open a phone's keyboard over it. */
function focusSheet(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}

const SCRIM = "fixed inset-0 z-40 animate-fade bg-scrim";

export function Dialog({ open, onOpenChange, title, description, children, footer, wide }: Props) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={SCRIM} />
        <Radix.Content
          onOpenAutoFocus={focusFrame}
          {...(description ? {} : { "aria-describedby": undefined })}
          className={clsx(
            "fixed z-50 flex max-h-[88dvh] animate-rise flex-col border-line bg-raised shadow-2 outline-none",
            "inset-x-0 bottom-0 rounded-t-xl border-t",
            "sm:inset-x-auto sm:bottom-auto sm:left-1/2 sm:-translate-x-1/2 sm:rounded-xl sm:border",
            wide === "most" ? "sm:top-[5dvh]" : "sm:top-[14dvh]",
            wide === "most"
              ? "sm:max-w-[min(92vw,72rem)] sm:min-w-[28rem]"
              : wide
                ? "sm:w-[38rem]"
                : "sm:w-[28rem]",
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-lg font-semibold tracking-tight">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-1 text-sm text-ink-2">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" className="-mr-2">
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          {children && <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>}
          {footer && (
            <footer className="flex justify-end gap-2 border-t border-line bg-sunken/60 px-5 py-3 sm:rounded-b-xl">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A sheet at the side of the page, full width on a phone. */
export function Drawer({
  open,
  onOpenChange,
  title,
  children,
  wide,
  side = "right",
}: Props & { side?: "left" | "right" }) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={SCRIM} />
        <Radix.Content
          onOpenAutoFocus={side === "left" ? focusSheet : focusFrame}
          aria-describedby={undefined}
          className={clsx(
            "fixed inset-y-0 z-50 flex flex-col shadow-2 outline-none",
            side === "right"
              ? clsx(
                  "right-0 w-full animate-slide-right border-l border-line bg-canvas",
                  wide ? "sm:w-[min(92vw,56rem)]" : "sm:w-[34rem]",
                )
              : "left-0 w-72 max-w-[85vw] animate-slide-left border-r border-line bg-sunken",
          )}
        >
          {side === "right" ? (
            <header className="flex h-12 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
              <Radix.Title className="truncate font-semibold">{title}</Radix.Title>
              <Radix.Close asChild>
                <IconButton label="Close">
                  <X />
                </IconButton>
              </Radix.Close>
            </header>
          ) : (
            <Radix.Title className="sr-only">{title}</Radix.Title>
          )}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
