// A button with only a picture: it always has a name, shown as its tooltip.

import clsx from "clsx";
import type { ComponentProps } from "react";
import { Hint } from "./hint";

type IconButtonLook = "plain" | "outlined" | "solid";

interface Props extends ComponentProps<"button"> {
  label: string;
  look?: IconButtonLook;
  size?: "sm" | "md";
  keys?: string[];
  side?: "top" | "bottom" | "left" | "right";
}

const LOOKS: Record<IconButtonLook, string> = {
  plain:
    "text-ink-3 hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink disabled:opacity-40",
  outlined: "border border-line-strong text-ink hover:bg-hover disabled:opacity-40",
  solid: "bg-accent text-accent-ink hover:bg-accent-hover disabled:bg-press disabled:text-ink-3",
};

export function IconButton({
  label,
  look = "plain",
  size = "md",
  keys,
  side,
  className,
  children,
  ...rest
}: Props) {
  return (
    <Hint text={label} keys={keys} side={side}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={clsx(
          "inline-flex shrink-0 items-center justify-center rounded-md select-none",
          "transition-colors duration-100 disabled:pointer-events-none [&_svg]:size-4",
          size === "sm" ? "size-6.5" : "size-7",
          LOOKS[look],
          className,
        )}
      >
        {children}
      </button>
    </Hint>
  );
}
