// The models of the server for kinds of work, and whether people may choose their own: for administrators.

import { useMutation, useQuery } from "@tanstack/react-query";
import { modelOf, peopleMayChoose, putModelOf, putPeopleMayChoose, type Work } from "@/api/agents";
import { keys, queryClient } from "@/api/query";
import { SelectField } from "@/components/select";
import { Failed, Skeleton } from "@/components/states";
import { Switch } from "@/components/switch";
import { toastError } from "@/components/toast";
import { useModels } from "../../models/model-choice";
import { Section } from "../section";
import { modelOptions, NONE } from "./model-options";

const KINDS: { work: Work; label: string; hint: string; none: string }[] = [
  {
    work: "general",
    label: "Agents that work",
    hint: "Chats that a chat makes for parts of its work.",
    none: "The model of the chat that makes them",
  },
  {
    work: "explore",
    label: "Agents that look around",
    hint: "They read and search; a small, fast model does well.",
    none: "The model of the chat that makes them",
  },
  {
    work: "title_generation",
    label: "Titles",
    hint: "Where one is set, no other writes titles and the few words about a turn.",
    none: "A small model that is set up, else the chat's own",
  },
  {
    work: "compaction",
    label: "Summaries",
    hint: "Of chats whose context is full. The smaller window of both models counts.",
    none: "The chat's own",
  },
];

export function WorkModels() {
  return (
    <Section title="Models for kinds of work" lead="For everybody on this server.">
      <div className="flex max-w-md flex-col gap-4">
        {KINDS.map((kind) => (
          <WorkModel key={kind.work} {...kind} />
        ))}
        <MayChoose />
      </div>
    </Section>
  );
}

function WorkModel({ work, label, hint, none }: (typeof KINDS)[number]) {
  const { data: models } = useModels();
  const { data, error, refetch } = useQuery({ queryKey: keys.workModel(work), queryFn: () => modelOf(work) });
  const save = useMutation({
    mutationFn: (value: string) => putModelOf(work, value === NONE ? "" : value),
    onError: toastError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.workModel(work) }),
  });
  if (error) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined || !models) return <Skeleton rows={1} />;
  const shown = save.isPending ? save.variables : data || NONE;
  return (
    <SelectField
      label={label}
      hint={hint}
      value={shown}
      options={modelOptions(models, none, data || undefined)}
      onChange={(value) => save.mutate(value)}
    />
  );
}

function MayChoose() {
  const { data } = useQuery({ queryKey: keys.peopleMayChoose, queryFn: peopleMayChoose });
  const save = useMutation({
    mutationFn: putPeopleMayChoose,
    onError: toastError,
    onSettled: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.peopleMayChoose });
      await queryClient.invalidateQueries({ queryKey: keys.ownModels });
    },
  });
  if (data === undefined) return null;
  return (
    <div className="flex items-center gap-3 text-sm">
      <Switch
        label="Let people choose models of their own"
        checked={save.isPending ? save.variables : data}
        onChange={(on) => save.mutate(on)}
      />
      Let people choose models of their own for new chats and agents
    </div>
  );
}
