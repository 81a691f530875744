// The one button of the page, in its looks and sizes.

import clsx from "clsx";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { RopeSpinner } from "./rope";

export type ButtonLook = "primary" | "secondary" | "ghost" | "danger";

export interface ButtonProps extends ComponentProps<"button"> {
  look?: ButtonLook;
  size?: "sm" | "md";
  /** Shows that the action is under way, and takes no second click. */
  busy?: boolean;
  asChild?: boolean;
}

const LOOKS: Record<ButtonLook, string> = {
  primary: "bg-accent text-accent-ink hover:bg-accent-hover shadow-1",
  secondary: "bg-raised text-ink border border-line-strong hover:bg-hover shadow-1",
  ghost: "text-ink-2 hover:bg-hover hover:text-ink",
  danger: "bg-raised text-bad border border-bad-line hover:bg-bad-soft shadow-1",
};

const SIZES = {
  sm: "h-7 px-2.5 text-sm gap-1.5",
  md: "h-8.5 px-3.5 text-sm gap-2",
};

export function Button({
  look = "secondary",
  size = "sm",
  busy,
  asChild,
  className,
  children,
  ...rest
}: ButtonProps) {
  const classes = clsx(
    "inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap",
    "transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50 select-none",
    LOOKS[look],
    SIZES[size],
    className,
  );
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      aria-busy={busy || undefined}
      disabled={rest.disabled || busy}
    >
      {busy && <RopeSpinner />}
      {children}
    </button>
  );
}
