// The mark of Ropewalk, and its motion: strands that are laid while something is under way.

import clsx from "clsx";

const STRANDS = ["M2 11c2.4 0 2.7-6 5.2-6", "M5.9 11c2.4 0 2.7-6 5.2-6", "M9.8 11c2.4 0 2.7-6 5.2-6"];

export function RopeMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 17 16" aria-hidden="true" className={clsx("text-hemp", className)}>
      <g fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round">
        {STRANDS.map((strand) => (
          <path key={strand} d={strand} />
        ))}
      </g>
    </svg>
  );
}

/** The rope being laid: for a line of text that says what goes on. */
export function RopeSpinner({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 18 10" aria-hidden="true" className={clsx("h-2.5 w-4.5 overflow-hidden", className)}>
      <g className="animate-lay" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
        {[-4, 1, 6, 11, 16, 21].map((x) => (
          <path key={x} d={`M${x} 8c2 0 2-6 4-6`} />
        ))}
      </g>
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 font-semibold tracking-tight">
      <RopeMark className="size-5" />
      Ropewalk
    </span>
  );
}
