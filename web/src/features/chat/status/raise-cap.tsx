// A chat that has spent its cap: how much, and the way on.

import { useMutation, useQuery } from "@tanstack/react-query";
import { getChat } from "@/api/chats";
import { keys, queryClient } from "@/api/query";
import { raiseCap } from "@/api/spend";
import { Button } from "@/components/button";
import { usd } from "@/components/money";
import { toastError } from "@/components/toast";

/** How much more a chat may spend when it goes on: as much as its cap was, or as it has spent, whichever is more. */
export function nextCap(spend: { spent_micros: number; cap_micros: number | null }): number | null {
  if (spend.cap_micros === null || spend.spent_micros < spend.cap_micros) return null;
  return spend.spent_micros + Math.max(spend.cap_micros, spend.spent_micros);
}

export function RaiseCap({ chatId, onRaised }: { chatId: string; onRaised: () => void }) {
  const { data: chat } = useQuery({
    queryKey: [...keys.chat(chatId), "spend"],
    queryFn: () => getChat(chatId),
  });
  const cap = chat?.spend ? nextCap(chat.spend) : null;
  const raise = useMutation({
    mutationFn: (micros: number) => raiseCap(chatId, micros),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.chat(chatId) });
      onRaised();
    },
    onError: toastError,
  });
  if (cap === null) return null;
  return (
    <Button look="primary" busy={raise.isPending} onClick={() => raise.mutate(cap)}>
      Raise the cap to {usd(cap)} and continue
    </Button>
  );
}
