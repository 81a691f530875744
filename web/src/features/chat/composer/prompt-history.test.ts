import fc from "fast-check";
import { expect, test } from "vitest";
import { type Recall, recallStep } from "./prompt-history";

const prompts = ["third", "second", "first"];

function go(from: string, steps: ("earlier" | "later")[]): string {
  let text = from;
  let recall: Recall | null = null;
  for (const step of steps) {
    const next = recallStep(prompts, recall, text, step);
    if (next) ({ recall, text } = next);
  }
  return text;
}

test("it goes to the first and no further, and back to the draft", () => {
  expect(go("", ["earlier"])).toBe("third");
  expect(go("", ["earlier", "earlier", "earlier", "earlier"])).toBe("first");
  expect(go("draft", ["earlier", "earlier", "later", "later"])).toBe("draft");
  expect(go("draft", ["later"])).toBe("draft");
});

test("what was changed is a draft of its own", () => {
  const first = recallStep(prompts, null, "draft", "earlier");
  const changed = recallStep(prompts, first?.recall ?? null, "third, but better", "earlier");
  expect(changed?.text).toBe("third");
  expect(recallStep(prompts, changed?.recall ?? null, "third", "later")?.text).toBe("third, but better");
});

test("as many steps back as there were into the past give the draft back", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(5), (draft, count) => {
      fc.pre(!prompts.includes(draft));
      const back = Array.from({ length: count }, () => "earlier" as const);
      const forth = Array.from({ length: Math.min(count, prompts.length) }, () => "later" as const);
      expect(go(draft, [...back, ...forth])).toBe(draft);
    }),
  );
});
