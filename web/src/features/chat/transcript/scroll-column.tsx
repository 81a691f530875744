// The scrolling column of a chat. It follows the end while the reader is there, and stays put when they are not.

import { ArrowDown } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";

const NEAR_END_PX = 64;

function toEnd(element: HTMLElement | null): void {
  if (element) element.scrollTop = element.scrollHeight;
}

/** `version` changes with everything that may make the column longer. */
export function ScrollColumn({ version, children }: { version: unknown; children: ReactNode }) {
  const view = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [atEnd, setAtEnd] = useState(true);

  const heightBefore = useRef(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` is when to look
  useLayoutEffect(() => {
    const element = view.current;
    if (!element) return;
    if (following.current) toEnd(element);
    // What came in above pushes what is read down; most browsers hold it by themselves.
    else if (element.scrollTop < 1 && !CSS.supports("overflow-anchor", "auto"))
      element.scrollTop += element.scrollHeight - heightBefore.current;
    heightBefore.current = element.scrollHeight;
  }, [version]);

  useEffect(() => {
    const element = content.current;
    if (!element) return;
    // Code gets its colours, cards are opened: the height changes without a new version.
    const observer = new ResizeObserver(() => {
      if (following.current) toEnd(view.current);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const element = view.current;
    if (!element) return;
    const near = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    following.current = near;
    setAtEnd(near);
  };

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={view}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by key
        tabIndex={0}
        role="log"
        aria-label="Conversation"
        aria-live="off"
        className="h-full overflow-y-auto focus-visible:outline-offset-[-2px]"
      >
        <div
          ref={content}
          className="mx-auto flex w-full max-w-[47rem] flex-col gap-4 px-4 pt-6 pb-4 sm:px-6"
        >
          {children}
        </div>
      </div>
      {!atEnd && (
        <button
          type="button"
          aria-label="Go to the end"
          onClick={() => toEnd(view.current)}
          className="absolute bottom-3 left-1/2 flex size-8 -translate-x-1/2 animate-rise items-center justify-center rounded-full border border-line bg-raised text-ink-2 shadow-2 hover:text-ink"
        >
          <ArrowDown className="size-4" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
