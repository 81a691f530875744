import { QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { queryClient, readAnew } from "./query";

test("a first reading that began before a change is not what is shown after it", async () => {
  const answers: ((value: string) => void)[] = [];
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
  const observer = new QueryObserver(queryClient, { queryKey: ["thing"], queryFn });
  const stop = observer.subscribe(() => {});
  const done = readAnew(["thing"]);
  await new Promise((resolve) => setTimeout(resolve));
  answers[0]?.("before the change");
  expect(answers).toHaveLength(2);
  answers[1]?.("after it");
  await done;
  expect(observer.getCurrentResult().data).toBe("after it");
  stop();
});
