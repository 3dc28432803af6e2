/**
 * Many goals that follow from the same hypotheses, proved at once: what they share becomes clauses once,
 * and one certificate says that none of them can fail. What does not follow soon is left to who asks,
 * who has other ways to decide it (`decide.ts`).
 */
import { type Budget, certified, Solver, withClause } from "../sat/index.js";
import { not } from "../term/build.js";
import { mark, release, type Term } from "../term/table.js";
import type { DecisionBudget } from "./decide.js";
import { Problem } from "./problem.js";
import { withoutProducts } from "./products.js";
import { withoutDefinitions } from "./substitute.js";

export interface Together {
  readonly proved: readonly Term[];
  readonly certificate: Int32Array;
}

const NOTHING: Together = { proved: [], certificate: new Int32Array() };

/** The goals that soon prove to follow; the budget is that of each. */
export function provedTogether(
  hypotheses: readonly Term[],
  goals: readonly Term[],
  budget: DecisionBudget,
): Together {
  const start = mark();
  try {
    return proved(hypotheses, goals, budget);
  } finally {
    release(start);
  }
}

function proved(
  hypotheses: readonly Term[],
  goals: readonly Term[],
  { clauses_max = Infinity, ...budget }: DecisionBudget,
): Together {
  const denials = goals.map((goal) => not(goal));
  const { claims, asked } = withoutDefinitions(hypotheses, denials);
  const weaker = withoutProducts([...claims, ...asked]) ?? [...claims, ...asked];
  const problem = new Problem(weaker.slice(0, claims.length), weaker.slice(claims.length));
  if (problem.size.clauses > clauses_max) return NOTHING;
  const denied = new Map(goals.map((goal, at) => [goal, problem.askedLiteral(at)]));
  let left = goals.filter((goal) => denied.get(goal) !== true);
  while (left.length > 0) {
    const literals = left.map((goal) => denied.get(goal)).filter((one) => typeof one === "number");
    const cnf = withClause(problem.translation.cnf, literals);
    const solver = new Solver(cnf);
    const follow = left.filter((goal) => fails(solver, denied.get(goal)!, budget) === false);
    if (follow.length === left.length) {
      const result = solver.solve([], budget);
      if (result.verdict !== "unsat") return NOTHING;
      const verdict = certified(cnf, result.certificate);
      if (verdict.verdict !== "unsat") return NOTHING;
      return { proved: left, certificate: verdict.certificate };
    }
    left = follow;
  }
  return NOTHING;
}

/** Whether a goal can fail, by the literal that says so; undefined if that is not found out soon. */
function fails(solver: Solver, denied: number | boolean, budget: Budget): boolean | undefined {
  if (typeof denied === "boolean") return denied;
  const { verdict } = solver.solve([denied], budget);
  if (verdict === "unknown") return undefined;
  return verdict === "sat";
}
