// A button with only a picture: it always has a name, shown as its tooltip.

import clsx from "clsx";
import type { ComponentProps } from "react";
import { Hint } from "./hint";

interface Props extends ComponentProps<"button"> {
  label: string;
  keys?: string[];
  side?: "top" | "bottom" | "left" | "right";
}

export function IconButton({ label, keys, side, className, children, ...rest }: Props) {
  return (
    <Hint text={label} keys={keys} side={side}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={clsx(
          "inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-3 select-none",
          "transition-colors duration-100 hover:bg-hover hover:text-ink",
          "aria-expanded:bg-hover aria-expanded:text-ink",
          "disabled:pointer-events-none disabled:opacity-40 [&_svg]:size-4",
          className,
        )}
      >
        {children}
      </button>
    </Hint>
  );
}
