// Why nothing seems to happen: what the chat waits for, in the server's words. Asked for only when it takes long.

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { explainWait } from "@/api/chats";
import { keys } from "@/api/query";

/** A wait shorter than this explains itself. */
const LONG_MS = 8_000;
const REFRESH_MS = 5_000;

interface Props {
  chatId: string;
  /** What goes on; a change of it begins a new wait. */
  activity: string;
}

export function WaitExplanation({ chatId, activity }: Props) {
  const [long, setLong] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the activity begins a new wait
  useEffect(() => {
    setLong(false);
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, [activity]);

  const { data } = useQuery({
    queryKey: keys.wait(chatId),
    queryFn: () => explainWait(chatId),
    enabled: long,
    refetchInterval: REFRESH_MS,
    gcTime: 0,
  });
  if (!long || !data) return null;
  return <p className="mt-1 text-xs text-ink-3">{data.explanation}</p>;
}
