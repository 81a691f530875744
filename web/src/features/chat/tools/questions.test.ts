import { expect, test } from "vitest";
import { answersIn, answerText, isAnswered, questionsOf } from "./questions";

const args = {
  questions: [
    {
      header: "Store",
      question: "Where?",
      options: [
        { label: "Files", description: "simple" },
        { label: "PostgreSQL", description: "durable" },
      ],
    },
    { header: "Tests", question: "Which?", options: [] },
  ],
};

test("answers go into a message and come out of it again", () => {
  const questions = questionsOf(args);
  expect(isAnswered(questions, ["Files", " "])).toBe(false);
  expect(isAnswered(questions, ["Files", "all"])).toBe(true);
  const message = answerText(questions, ["Files", " all of them "]);
  expect(message).toBe("Store: Files\nTests: all of them");
  expect(answersIn(questions, message)).toEqual(["Files", "all of them"]);
  expect(answersIn(questions, "do what you want")).toBeUndefined();
});

test("what is no question is none", () => {
  expect(questionsOf({ questions: "what?" })).toEqual([]);
  expect(questionsOf(undefined)).toEqual([]);
});
