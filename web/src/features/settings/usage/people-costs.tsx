// What each person's chats cost: for administrators.

import { useQuery } from "@tanstack/react-query";
import { keys } from "@/api/query";
import { costUsers } from "@/api/spend";
import { Failed, Skeleton } from "@/components/states";
import { Rows, Section } from "../section";
import { answers, Cost } from "./usage-section";

export function PeopleCosts() {
  const { data, error, refetch } = useQuery({ queryKey: keys.costUsers, queryFn: costUsers });
  return (
    <Section title="Everybody, the last 30 days" lead="The dearest first, at most 50 people.">
      {!data && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {data?.users.length === 0 && <p className="text-sm text-ink-2">Nobody has spent anything.</p>}
      {data && data.users.length > 0 && (
        <Rows>
          {data.users.map((user) => (
            <Cost
              key={user.user_id}
              name={user.name || user.username}
              note={`${user.username} · ${user.chat_count === 1 ? "1 chat" : `${user.chat_count} chats`} · ${answers(user.message_count)}`}
              micros={user.total_cost_micros}
            />
          ))}
        </Rows>
      )}
    </Section>
  );
}
