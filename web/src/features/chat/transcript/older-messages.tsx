// Reads the page of messages before the first one shown, before the reader gets there.

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { getMessages } from "@/api/chats";
import { Button } from "@/components/button";
import { toastError } from "@/components/toast";
import type { ChatConnection } from "../stream/connection";

/** How far above what is seen the next page is asked for. */
const AHEAD = "1200px";

export function OlderMessages({ chatId, connection }: { chatId: string; connection: ChatConnection }) {
  const older = useMutation({
    mutationFn: () => getMessages(chatId, connection.current().stream.messages[0]?.id),
    onSuccess: (page) => connection.dispatch({ type: "older", page }),
    onError: toastError,
  });
  const button = useRef<HTMLButtonElement>(null);
  // Not again by itself after a failure: the button says what can be done.
  const isReady = older.isIdle || older.isSuccess;
  const { mutate } = older;
  const first = connection.current().stream.messages[0]?.id;

  // biome-ignore lint/correctness/useExhaustiveDependencies: after each page it is looked anew whether the next is near
  useEffect(() => {
    const element = button.current;
    if (!element || !isReady) return;
    const root = element.closest("[role=log]");
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) mutate();
      },
      { root, rootMargin: `${AHEAD} 0px 0px 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [isReady, mutate, first]);

  return (
    <Button
      ref={button}
      data-testid="older-messages"
      look="ghost"
      className="self-center"
      busy={older.isPending}
      onClick={() => older.mutate()}
    >
      Show earlier messages
    </Button>
  );
}
