// The questions of `ask_user_question`, and the message that answers them. Pure.

import { list, text } from "./values";

export interface Option {
  label: string;
  description: string;
}

export interface Question {
  header: string;
  question: string;
  options: Option[];
}

export function questionsOf(args: unknown): Question[] {
  return list(args, "questions").map((it) => ({
    header: text(it, "header"),
    question: text(it, "question"),
    options: list(it, "options").map((option) => ({
      label: text(option, "label"),
      description: text(option, "description"),
    })),
  }));
}

/** An answer in the person's own words, or the label of an option; "" = none yet. */
export type Answers = readonly string[];

export const isAnswered = (questions: readonly Question[], answers: Answers): boolean =>
  questions.every((_, index) => (answers[index] ?? "").trim() !== "");

/** One line for each question. */
export const answerText = (questions: readonly Question[], answers: Answers): string =>
  questions.map((it, index) => `${it.header}: ${(answers[index] ?? "").trim()}`).join("\n");

/** What was answered, read back out of the message; undefined = the person said something else. */
export function answersIn(questions: readonly Question[], message: string): string[] | undefined {
  const lines = message.split("\n");
  const found = questions.map((it) => {
    const line = lines.find((candidate) => candidate.startsWith(`${it.header}: `));
    return line?.slice(it.header.length + 2);
  });
  return found.every((it) => it !== undefined) ? found.map((it) => it ?? "") : undefined;
}
