// What chats spent and may spend: one's own, and for administrators everybody's and the limits.

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Coins } from "lucide-react";
import { keys } from "@/api/query";
import { type CostSummary, costSummary, type UsageStatus, usageStatus } from "@/api/spend";
import { usd } from "@/components/money";
import { Empty, Failed, Skeleton } from "@/components/states";
import { isOwner, useMe } from "../../session/session";
import { Rows, Section } from "../section";
import { Exceptions } from "./exceptions";
import { LimitsForm } from "./limits-form";
import { PeopleCosts } from "./people-costs";

export function UsageSection() {
  const owner = isOwner(useMe());
  return (
    <>
      <Standing />
      <OwnCosts />
      {owner && <LimitsForm />}
      {owner && <Exceptions />}
      {owner && <PeopleCosts />}
    </>
  );
}

function Standing() {
  const { data: status, error, refetch } = useQuery({ queryKey: keys.usageStatus, queryFn: usageStatus });
  return (
    <Section title="Your limit" lead="What your chats may spend on models before they stop.">
      {!status && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton rows={1} />)}
      {status && <StandingText status={status} />}
    </Section>
  );
}

function StandingText({ status }: { status: UsageStatus }) {
  const limit = status.spend_limit_micros;
  if (!status.is_limited || limit == null) {
    return (
      <p className="text-sm text-ink-2" data-testid="usage-standing">
        There is no limit. {usd(status.current_spend)} spent since {day(status.period_start)}.
      </p>
    );
  }
  const share = Math.min(1, status.current_spend / limit);
  return (
    <div className="max-w-md" data-testid="usage-standing">
      <p className="text-sm">
        <span className="font-medium">{usd(status.current_spend)}</span> of {usd(limit)} this{" "}
        {status.period ?? "month"}
      </p>
      <div className="mt-2 h-1.5 overflow-hidden rounded-full bg-press" aria-hidden="true">
        <div
          className={share >= 1 ? "h-full bg-bad" : "h-full bg-accent"}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <p className="mt-1.5 text-xs text-ink-3">It begins anew on {day(status.period_end)}.</p>
    </div>
  );
}

/** A bound of a period, which is a midnight in UTC. */
function day(time: string): string {
  return new Date(time).toLocaleDateString(undefined, { dateStyle: "medium", timeZone: "UTC" });
}

function OwnCosts() {
  const { data: costs, error, refetch } = useQuery({ queryKey: keys.costs, queryFn: costSummary });
  return (
    <Section title="The last 30 days" lead="What your chats cost, by model and by chat.">
      {!costs && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {costs && costs.by_model.length === 0 && (
        <Empty icon={<Coins />} title="Nothing was spent">
          When a model has answered, its cost stands here.
        </Empty>
      )}
      {costs && costs.by_model.length > 0 && <Costs costs={costs} />}
    </Section>
  );
}

function Costs({ costs }: { costs: CostSummary }) {
  return (
    <div className="flex flex-col gap-4">
      <Rows>
        {costs.by_model.map((model) => (
          <Cost
            key={model.model_config_id}
            name={model.display_name}
            note={`${model.provider} · ${answers(model.message_count)} · ${tokens(model)}`}
            micros={model.total_cost_micros}
          />
        ))}
        <Cost
          name="All models"
          note={answers(costs.priced_message_count)}
          micros={costs.total_cost_micros}
          strong
        />
      </Rows>
      {costs.unpriced_message_count > 0 && (
        <p className="text-xs text-ink-3">
          {answers(costs.unpriced_message_count)} came from models without a price and are not counted.
        </p>
      )}
      <Rows>
        {costs.by_chat.slice(0, 20).map((chat) => (
          <Cost
            key={chat.root_chat_id}
            name={
              chat.chat_title === "" ? (
                <span className="text-ink-3">A deleted chat</span>
              ) : (
                <Link to="/chats/$chatId" params={{ chatId: chat.root_chat_id }} className="hover:underline">
                  {chat.chat_title}
                </Link>
              )
            }
            note={`${answers(chat.message_count)} · ${tokens(chat)}`}
            micros={chat.total_cost_micros}
          />
        ))}
      </Rows>
    </div>
  );
}

interface CostProps {
  name: React.ReactNode;
  note: string;
  micros: number;
  strong?: boolean;
}

export function Cost({ name, note, micros, strong }: CostProps) {
  return (
    <li className="flex items-center gap-4 px-4 py-2 text-sm" data-testid="cost-row">
      <div className="min-w-0 flex-1">
        <p className={strong ? "truncate font-medium" : "truncate"}>{name}</p>
        <p className="truncate text-xs text-ink-3">{note}</p>
      </div>
      <span className={strong ? "font-medium tabular-nums" : "tabular-nums"}>{usd(micros)}</span>
    </li>
  );
}

export function answers(count: number): string {
  return count === 1 ? "1 answer" : `${count.toLocaleString()} answers`;
}

interface TokenTotals {
  total_input_tokens: number;
  total_output_tokens: number;
  total_cache_read_tokens: number;
}

function tokens(totals: TokenTotals): string {
  const read = totals.total_input_tokens + totals.total_cache_read_tokens;
  return `${read.toLocaleString()} tokens read, ${totals.total_output_tokens.toLocaleString()} written`;
}
