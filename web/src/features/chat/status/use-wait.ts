// The server's explanation of a wait, once the wait has lasted: most are over before anybody could read one.

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { explainWait } from "@/api/chats";
import { keys } from "@/api/query";
import type { ChatWait } from "@/api/types";

/** A wait shorter than this explains itself. */
const SHORT_MS = 700;
/** After this long the reader is told in a sentence. */
const LONG_MS = 8_000;
const REFRESH_MS = 4_000;

/** How long `what` has been the same, in steps: a change of it begins a new wait. */
function useLasting(what: string): "short" | "lasting" | "long" {
  const [how, setHow] = useState<{ what: string; is: "lasting" | "long" } | null>(null);
  useEffect(() => {
    const timers = [
      setTimeout(() => setHow({ what, is: "lasting" }), SHORT_MS),
      setTimeout(() => setHow({ what, is: "long" }), LONG_MS),
    ];
    return () => timers.forEach(clearTimeout);
  }, [what]);
  return how?.what === what ? how.is : "short";
}

/** `what` names what goes on, "" = nothing worth asking about. */
export function useWait(chatId: string, what: string): { wait: ChatWait | undefined; isLong: boolean } {
  const lasting = useLasting(what);
  const enabled = what !== "" && lasting !== "short";
  const { data } = useQuery({
    queryKey: keys.wait(chatId),
    queryFn: () => explainWait(chatId),
    enabled,
    refetchInterval: REFRESH_MS,
    staleTime: 0,
    gcTime: 0,
  });
  return { wait: enabled ? data : undefined, isLong: enabled && lasting === "long" };
}
