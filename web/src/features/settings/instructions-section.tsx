// What chats are told beforehand: a person's own instructions and skills, and for administrators the instructions of the server.

import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ownPrompt, putOwnPrompt, putSystemPrompt, systemPrompt } from "@/api/prompts";
import { keys, queryClient } from "@/api/query";
import { Button } from "@/components/button";
import { Field, INPUT_CLASS } from "@/components/field";
import { ErrorNotice } from "@/components/notice";
import { Failed, Skeleton } from "@/components/states";
import { Switch } from "@/components/switch";
import { showToast } from "@/components/toast";
import { isOwner, useMe } from "../session/session";
import { Section } from "./section";
import { SkillsSection } from "./skills/skills-section";

export function InstructionsSection() {
  const owner = isOwner(useMe());
  return (
    <>
      <Own />
      <SkillsSection />
      {owner && <Deployment />}
    </>
  );
}

function Own() {
  const { data, error, refetch } = useQuery({ queryKey: keys.ownPrompt, queryFn: ownPrompt });
  return (
    <Section
      title="Your instructions"
      lead="Every chat of yours is told this, from its next step on: how you like your answers, what to take care of."
    >
      {data === undefined && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {data !== undefined && <OwnForm key={data} stored={data} />}
    </Section>
  );
}

function OwnForm({ stored }: { stored: string }) {
  const [text, setText] = useState(stored);
  const save = useMutation({
    mutationFn: () => putOwnPrompt(text),
    onSuccess: async () => {
      showToast("Instructions saved.");
      await queryClient.invalidateQueries({ queryKey: keys.ownPrompt });
    },
  });
  return (
    <PromptForm
      label="Your instructions"
      text={text}
      onText={setText}
      save={save}
      isChanged={text !== stored}
    />
  );
}

function Deployment() {
  const { data, error, refetch } = useQuery({ queryKey: keys.systemPrompt, queryFn: systemPrompt });
  return (
    <Section
      title="Instructions of this server"
      lead="New chats of everybody are told this. Chats that are there already keep what they were told."
    >
      {!data && (error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton />)}
      {data && (
        <DeploymentForm
          key={`${data.include_default_system_prompt}${data.system_prompt}`}
          stored={data.system_prompt}
          withDefault={data.include_default_system_prompt}
          builtIn={data.default_system_prompt}
        />
      )}
    </Section>
  );
}

interface DeploymentProps {
  stored: string;
  withDefault: boolean;
  builtIn: string;
}

function DeploymentForm({ stored, withDefault, builtIn }: DeploymentProps) {
  const [text, setText] = useState(stored);
  const [included, setIncluded] = useState(withDefault);
  const save = useMutation({
    mutationFn: () => putSystemPrompt(text, included),
    onSuccess: async () => {
      showToast("Instructions saved.");
      await queryClient.invalidateQueries({ queryKey: keys.systemPrompt });
    },
  });
  return (
    <PromptForm
      label="Instructions of this server"
      text={text}
      onText={setText}
      save={save}
      isChanged={text !== stored || included !== withDefault}
    >
      <div className="flex items-center gap-3 text-sm">
        <Switch label="Begin with the built-in instructions" checked={included} onChange={setIncluded} />
        Begin with the built-in instructions
      </div>
      <details className="text-xs text-ink-3">
        <summary className="cursor-pointer hover:text-ink">Read the built-in instructions</summary>
        <pre className="mt-2 max-h-80 overflow-y-auto rounded-md border border-line bg-well p-3 whitespace-pre-wrap">
          {builtIn}
        </pre>
      </details>
    </PromptForm>
  );
}

interface PromptFormProps {
  label: string;
  text: string;
  onText: (text: string) => void;
  isChanged: boolean;
  save: { mutate: () => void; isPending: boolean; error: unknown };
  children?: React.ReactNode;
}

function PromptForm({ label, text, onText, isChanged, save, children }: PromptFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className="flex max-w-2xl flex-col gap-3" aria-label={label}>
      <Field label={label} hint="Markdown; at most 128 KiB. Invisible characters are taken out.">
        {(wiring) => (
          <textarea
            {...wiring}
            rows={6}
            value={text}
            onChange={(event) => onText(event.target.value)}
            className={`${INPUT_CLASS} h-auto py-2 font-mono text-xs leading-relaxed`}
          />
        )}
      </Field>
      {children}
      {save.error != null && <ErrorNotice error={save.error} />}
      <Button type="submit" size="md" busy={save.isPending} disabled={!isChanged} className="self-start">
        Save
      </Button>
    </form>
  );
}
