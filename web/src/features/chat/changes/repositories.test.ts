import { expect, test } from "vitest";
import { type GitEvent, nothingYet, type Repository, told } from "./repositories";

const repo = (repo_root: string, unified_diff = "", removed?: boolean): Repository => ({
  repo_root,
  unified_diff,
  ...(removed ? { removed } : {}),
});
const changes = (...repositories: Repository[]): GitEvent => ({
  type: "changes",
  scanned_at: "2026-01-01T00:00:00Z",
  repositories,
});

test("what is not told anew stays, what is gone goes, and a good look ends a problem", () => {
  let state = told(nothingYet, changes());
  expect(state.all).toEqual([]);
  state = told(state, changes(repo("/b"), repo("/a", "one")));
  state = told(state, { type: "error", message: "asleep" });
  expect([state.all?.length, state.problem]).toEqual([2, "asleep"]);
  state = told(state, changes(repo("/a", "two"), repo("/b", "", true)));
  expect(state).toEqual({ all: [repo("/a", "two")], problem: null });
});
