// Questions that the model asks while it plans: the person chooses, or says it in their own words.

import { useMutation } from "@tanstack/react-query";
import clsx from "clsx";
import { Check, MessageCircleQuestion } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/button";
import { ErrorNotice } from "@/components/notice";
import { placeOf } from "../scope/call-place";
import { useChatScope } from "../scope/chat-scope";
import type { ToolBlock } from "../transcript/transcript";
import { ToolError, ToolFrame } from "./frame";
import { answersIn, answerText, isAnswered, type Question, questionsOf } from "./questions";
import { failureOf } from "./values";

export function QuestionCard({ block }: { block: ToolBlock }) {
  const scope = useChatScope();
  const questions = questionsOf(block.args);
  const place = scope && placeOf(scope.turns, block.key);
  const isOpen = block.state === "done" && place?.isLast === true && scope?.status === "waiting";
  const count = questions.length === 1 ? "Asked a question" : `Asked ${questions.length} questions`;
  const answered = place?.answer ? answersIn(questions, place.answer) : undefined;
  return (
    <ToolFrame
      block={block}
      icon={<MessageCircleQuestion />}
      title={block.state === "done" ? count : "Asking"}
      note={block.state === "done" && (isOpen ? "Waits for you" : answered ? "Answered" : undefined)}
      open={block.state === "done"}
    >
      {block.state === "failed" && <ToolError text={failureOf(block.result)} />}
      {block.state === "done" && isOpen && scope.canSpeak && (
        <Form questions={questions} send={(text) => scope.reply(text)} />
      )}
      {block.state === "done" && !(isOpen && scope.canSpeak) && (
        <Given questions={questions} answers={answered} />
      )}
    </ToolFrame>
  );
}

interface FormProps {
  questions: readonly Question[];
  send: (text: string) => Promise<void>;
}

function Form({ questions, send }: FormProps) {
  const [answers, setAnswers] = useState<string[]>([]);
  const answer = useMutation({ mutationFn: () => send(answerText(questions, answers)) });
  const set = (index: number, text: string) => {
    const next = [...answers];
    next[index] = text;
    setAnswers(next);
  };
  return (
    <form
      data-testid="questions"
      className="flex flex-col gap-4 px-3 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isAnswered(questions, answers)) answer.mutate();
      }}
    >
      {questions.map((question, index) => (
        <Choices
          // biome-ignore lint/suspicious/noArrayIndexKey: a question is its place
          key={index}
          name={`question-${index}`}
          question={question}
          value={answers[index] ?? ""}
          onChange={(text) => set(index, text)}
        />
      ))}
      {answer.error && <ErrorNotice error={answer.error} />}
      <Button
        type="submit"
        look="primary"
        size="md"
        className="self-start"
        busy={answer.isPending}
        disabled={!isAnswered(questions, answers)}
      >
        {questions.length === 1 ? "Send answer" : "Send answers"}
      </Button>
    </form>
  );
}

interface ChoicesProps {
  name: string;
  question: Question;
  value: string;
  onChange: (text: string) => void;
}

function Choices({ name, question, value, onChange }: ChoicesProps) {
  const isOption = question.options.some((it) => it.label === value);
  const [own, setOwn] = useState("");
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-sm">
        <span className="mr-2 rounded border border-line bg-well px-1.5 py-0.5 text-xs text-ink-3">
          {question.header}
        </span>
        {question.question}
      </legend>
      {question.options.map((option) => (
        <label
          key={option.label}
          className={clsx(
            "flex cursor-pointer items-start gap-2.5 rounded-lg border px-3 py-2 text-sm has-[:focus-visible]:outline-2",
            value === option.label
              ? "border-accent-line bg-accent-soft"
              : "border-line bg-raised hover:bg-hover",
          )}
        >
          <input
            type="radio"
            name={name}
            className="mt-1 accent-accent"
            checked={value === option.label}
            onChange={() => onChange(option.label)}
          />
          <span className="min-w-0">
            <span className="font-medium">{option.label}</span>
            <span className="block text-xs text-ink-3">{option.description}</span>
          </span>
        </label>
      ))}
      <input
        type="text"
        aria-label={`${question.header}: something else`}
        placeholder="Something else, in your own words"
        value={own}
        onChange={(event) => {
          setOwn(event.target.value);
          onChange(event.target.value);
        }}
        className={clsx(
          "h-9 w-full rounded-lg border bg-raised px-3 text-sm outline-none placeholder:text-ink-3 focus:border-accent-line",
          value !== "" && !isOption ? "border-accent-line" : "border-line",
        )}
      />
    </fieldset>
  );
}

/** What was asked, and what was answered where that can be told. */
function Given({ questions, answers }: { questions: readonly Question[]; answers: string[] | undefined }) {
  return (
    <dl className="flex flex-col gap-2 px-3 py-2.5 text-sm">
      {questions.map((question, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a question is its place
        <div key={index}>
          <dt className="text-ink-2">{question.question}</dt>
          <dd className="flex items-baseline gap-1.5">
            {answers ? (
              <>
                <Check className="size-3.5 shrink-0 self-center text-good" aria-hidden="true" />
                <span className="[overflow-wrap:anywhere]">{answers[index]}</span>
              </>
            ) : (
              <span className="text-ink-3">{question.options.map((it) => it.label).join(" · ")}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
