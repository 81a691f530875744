// After how many days chats are archived and deleted by themselves: for administrators.

import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { toApiError } from "@/api/errors";
import { LIFECYCLE, type Lifecycle, lifecycle, putLifecycle } from "@/api/lifecycle";
import { keys, queryClient } from "@/api/query";
import { Button } from "@/components/button";
import { TextField } from "@/components/field";
import { ErrorNotice } from "@/components/notice";
import { Failed, Skeleton } from "@/components/states";
import { showToast } from "@/components/toast";
import { Section } from "../section";
import { parseDays, WRONG_DAYS } from "./days";

const FIELDS: Record<keyof Lifecycle, { label: string; hint: string }> = {
  auto_archive: {
    label: "Archive unused chats after (days)",
    hint: "Chats in which nothing was said for so long. Pinned ones and those at work stay. Their owners are told. Empty = never.",
  },
  retention: {
    label: "Delete archived chats after (days)",
    hint: "With their messages, and with files that no other chat has. What they cost stays in the sums. Empty = never.",
  },
  debug_retention: {
    label: "Delete debug records after (days)",
    hint: "What models were asked and answered, where it is recorded. Empty = never.",
  },
};

export function LifecycleForm() {
  const { data, error, refetch } = useQuery({ queryKey: keys.lifecycle, queryFn: lifecycle });
  return (
    <Section title="Old chats" lead="What happens by itself with chats that nobody needs any more.">
      {!data && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {data && <Fields key={JSON.stringify(data)} stored={data} />}
    </Section>
  );
}

function Fields({ stored }: { stored: Lifecycle }) {
  const [texts, setTexts] = useState(
    () =>
      Object.fromEntries(LIFECYCLE.map((it) => [it, stored[it] === 0 ? "" : String(stored[it])])) as Record<
        keyof Lifecycle,
        string
      >,
  );
  const save = useMutation({
    mutationFn: (wanted: Lifecycle) => putLifecycle(stored, wanted),
    onSuccess: () => showToast("Saved."),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.lifecycle }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [auto_archive, retention, debug_retention] = LIFECYCLE.map((it) => parseDays(texts[it]));
    if (auto_archive === undefined || retention === undefined || debug_retention === undefined) return;
    save.mutate({ auto_archive, retention, debug_retention });
  };
  return (
    <form onSubmit={submit} className="flex max-w-md flex-col gap-4" aria-label="Old chats">
      {LIFECYCLE.map((it) => (
        <TextField
          key={it}
          {...FIELDS[it]}
          inputMode="numeric"
          value={texts[it]}
          onChange={(event) => setTexts({ ...texts, [it]: event.target.value })}
          error={parseDays(texts[it]) === undefined ? WRONG_DAYS : undefined}
        />
      ))}
      {save.error && <ErrorNotice error={toApiError(save.error)} />}
      <Button type="submit" size="md" busy={save.isPending} className="self-start">
        Save
      </Button>
    </form>
  );
}
