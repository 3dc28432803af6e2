/** Goals are decided one by one: each needs little of what all of them speak of. */
import {
  type Assignment,
  type DecisionBudget,
  decide,
  FALSE,
  implies,
  type Term,
  TRUE,
} from "@ashlar/logic";
import type { Goal } from "./history.js";

/** A goal that is not proved, and what is known where it is not. */
export class NotShown extends Error {
  constructor(
    readonly goal: Goal,
    readonly detail: string,
    readonly model?: Assignment,
  ) {
    super(goal.says);
  }
}

let words = 0;

/** How long all certificates are on which goals rest that were shown until now. */
export const certificateWords = (): number => words;

const FEASIBILITY = { conflicts_max: 20_000 };

/** Whether there may be a state in which all of this holds. */
export function isPossible(facts: readonly Term[]): boolean {
  return !facts.includes(FALSE) && feasibility(facts).verdict !== "proved";
}

/** Proved: there is no state in which all of this holds. */
export const feasibility = (facts: readonly Term[]) => decide(facts, FALSE, FEASIBILITY);

const claimOf = ({ when, goal }: Goal): Term => implies(when, goal);

/** Throws what is not proved; what else may be assumed is asked for only where it is needed. */
export function show(
  budget: DecisionBudget,
  facts: readonly Term[],
  goals: readonly Goal[],
  more?: () => readonly Term[],
): void {
  const left: { goal: Goal; reason: string; model?: Assignment }[] = [];
  for (const goal of goals) {
    const claim = claimOf(goal);
    if (claim === TRUE) continue;
    const verdict = decide(facts, claim, budget);
    if (verdict.verdict === "proved") words += verdict.certificate.length;
    if (verdict.verdict === "unknown") left.push({ goal, reason: "not decided in time" });
    if (verdict.verdict === "refuted")
      left.push({ goal, reason: "there is a state in which it fails", model: verdict.model });
    if (left.length > 0 && more === undefined) break;
  }
  const [first] = left;
  if (first === undefined) return;
  const others = more?.() ?? [];
  if (others.length === 0) throw new NotShown(first.goal, first.reason, first.model);
  show(
    budget,
    [...facts, ...others],
    left.map(({ goal }) => goal),
  );
}
