// Whether chats are recorded: the choice of each person, and of administrators whether people may choose.

import { useMutation, useQuery } from "@tanstack/react-query";
import { debugLogging, ownDebugLogging, putDebugLogging, putOwnDebugLogging } from "@/api/debug";
import { keys, readAnew } from "@/api/query";
import { Switch } from "@/components/switch";
import { toastError } from "@/components/toast";
import { isOwner, useMe } from "../session/session";
import { Rows, Section } from "../settings/section";

export function Recording() {
  const owner = isOwner(useMe());
  return (
    <Section
      title="Records"
      lead="What models are asked and what they answer, to find out why a chat did what it did. Who may read a chat may read its records."
    >
      <Rows>
        <Own />
        {owner && <Everybody />}
      </Rows>
    </Section>
  );
}

function Own() {
  const { data } = useQuery({ queryKey: keys.ownDebugLogging, queryFn: ownDebugLogging });
  const change = useChange(putOwnDebugLogging);
  const note = data?.forced_by_deployment
    ? "This server records every chat."
    : data?.user_toggle_allowed === false
      ? "An administrator has to allow it first."
      : "From your next message on. They are kept for a while and then removed.";
  return (
    <Choice
      label="Record my chats"
      note={note}
      checked={data?.debug_logging_enabled ?? false}
      disabled={!data?.user_toggle_allowed || change.isPending}
      onChange={(on) => change.mutate(on)}
    />
  );
}

function Everybody() {
  const { data } = useQuery({ queryKey: keys.debugLogging, queryFn: debugLogging });
  const change = useChange(putDebugLogging);
  return (
    <Choice
      label="Let people record their chats"
      note="For everybody on this server, each for themselves."
      checked={data?.allow_users ?? false}
      disabled={!data || change.isPending}
      onChange={(on) => change.mutate(on)}
    />
  );
}

function useChange(put: (on: boolean) => Promise<unknown>) {
  return useMutation({
    mutationFn: put,
    onSettled: () => Promise.all([readAnew(keys.ownDebugLogging), readAnew(keys.debugLogging)]),
    onError: toastError,
  });
}

interface ChoiceProps {
  label: string;
  note: string;
  checked: boolean;
  disabled: boolean;
  onChange: (on: boolean) => void;
}

function Choice({ label, note, ...state }: ChoiceProps) {
  return (
    <li className="flex items-center gap-4 px-4 py-2.5 text-sm">
      <div className="min-w-0 flex-1">
        <p>{label}</p>
        <p className="text-xs text-ink-3">{note}</p>
      </div>
      <Switch label={label} {...state} />
    </li>
  );
}
