/** Goals are decided one by one: each needs little of what all of them speak of. */
import {
  type Assignment,
  type DecisionBudget,
  decide,
  FALSE,
  implies,
  provedTogether,
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

/** Of goals asked of one solver: the circuits of all are in its way. */
const TOGETHER_MAX = 32;
const CONFLICTS_SOON = 10_000;

/** What soon proves to follow: of many goals, most do. */
function soonProved(
  budget: DecisionBudget,
  facts: readonly Term[],
  claims: readonly Term[],
): Set<Term> {
  const found = new Set<Term>();
  const parts = Math.ceil(claims.length / TOGETHER_MAX);
  for (let part = 0; part < parts && claims.length > 1; part++) {
    const asked = claims.slice(part * TOGETHER_MAX, (part + 1) * TOGETHER_MAX);
    const soon = { ...budget, conflicts_max: CONFLICTS_SOON };
    const { proved, certificate } = provedTogether(facts, asked, soon);
    words += certificate.length;
    for (const claim of proved) found.add(claim);
  }
  return found;
}

/** Throws what is not proved; what else may be assumed is asked for only where it is needed. */
export function show(
  budget: DecisionBudget,
  facts: readonly Term[],
  goals: readonly Goal[],
  more?: () => readonly Term[],
): void {
  const left: { goal: Goal; reason: string; model?: Assignment }[] = [];
  const claims = [...new Set(goals.map(claimOf))].filter((claim) => claim !== TRUE);
  const proved = soonProved(budget, facts, claims).add(TRUE);
  for (const goal of goals) {
    const claim = claimOf(goal);
    if (proved.has(claim)) continue;
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
