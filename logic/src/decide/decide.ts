/**
 * Does a goal follow from hypotheses? The hypotheses and the negated goal become a circuit, the
 * circuit clauses, and the clauses go to the solver.
 *
 * Nobody is believed who can be checked: `proved` needs a certificate that the checker accepted,
 * `refuted` a model under which evaluation, which knows neither circuits nor rules, finds all
 * hypotheses true and the goal false. Trusted remain the rules of the simplifier, the elimination
 * of arrays, circuits and clauses, and the checker.
 */
import type { Assignment } from "../evaluate.js";
import { type Budget, type CertifiedResult, type Cnf, solveCertified } from "../sat/index.js";
import { not } from "../term/build.js";
import { isPlain } from "../term/rewriter.js";
import { BOOLEAN } from "../term/sort.js";
import { mark, release, sortOf, type Term } from "../term/table.js";
import { Problem, type Size } from "./problem.js";
import { withoutArithmetic, withoutProducts } from "./products.js";
import { type Substituted, withoutDefinitions } from "./substitute.js";
import { builtThoroughly } from "./thorough.js";

/** What solves clauses. An `unsat` comes with a certificate that a checker has accepted. */
export type Engine = (cnf: Cnf, budget: Budget) => CertifiedResult;

export type Verdict =
  | { readonly verdict: "proved"; readonly certificate: Int32Array; readonly size: Size }
  /** Values of the caller's variables under which the hypotheses hold and the goal does not. */
  | { readonly verdict: "refuted"; readonly model: Assignment; readonly size: Size }
  | { readonly verdict: "unknown"; readonly reason: string; readonly size: Size };

/** What may be spent on a decision; of time and conflicts, on each attempt of it. */
export interface DecisionBudget extends Budget {
  /** What becomes more clauses is unknown: to read them alone may take longer than others take. */
  readonly clauses_max?: number;
}

/** Decides by our own solver and checker. */
export function decide(
  hypotheses: readonly Term[],
  goal: Term,
  budget: DecisionBudget = {},
): Verdict {
  return decideWith(solveCertified, hypotheses, goal, budget);
}

/** Decides by a given engine. */
export function decideWith(
  engine: Engine,
  hypotheses: readonly Term[],
  goal: Term,
  budget: DecisionBudget = {},
): Verdict {
  for (const term of [...hypotheses, goal])
    if (sortOf(term) !== BOOLEAN) throw new TypeError("only truth values can be decided");
  const start = mark();
  try {
    return new Decision([...hypotheses, not(goal)]).solve(engine, budget);
  } finally {
    release(start);
  }
}

/** For claims as they are, before they are built thoroughly; and then. */
const [CONFLICTS_SOON, CONFLICTS_THOROUGH] = [1000, 3000];

/** Claims to be solved for, and what may be spent on that. */
interface Attempt {
  readonly claims: readonly Term[];
  readonly budget: DecisionBudget;
}

class Decision {
  readonly #claims: readonly Term[];
  readonly #rest: Substituted;

  constructor(claims: readonly Term[]) {
    this.#claims = claims;
    // What is to be decided as it is written is not rewritten.
    this.#rest = isPlain() ? { claims, asked: [], definitions: [] } : withoutDefinitions(claims);
  }

  solve(engine: Engine, budget: DecisionBudget): Verdict {
    for (const attempt of isPlain() ? [] : this.#attempts(budget)) {
      const verdict = this.#solve(engine, attempt);
      if (verdict.verdict !== "unknown" || verdict.reason === "clauses") return verdict;
    }
    return this.#solve(engine, { claims: this.#rest.claims, budget });
  }

  #solve(engine: Engine, { claims, budget }: Attempt): Verdict {
    const { clauses_max = Infinity, ...limits } = budget;
    const problem = new Problem(claims);
    const { size } = problem;
    if (size.clauses > clauses_max) return { verdict: "unknown", reason: "clauses", size };
    const result = engine(problem.translation.cnf, limits);
    if (result.verdict === "unsat")
      return { verdict: "proved", certificate: result.certificate, size };
    if (result.verdict === "unknown") return { ...result, size };
    // What holds together where less is claimed may not hold where all is.
    if (claims !== this.#rest.claims) return { verdict: "unknown", reason: "weakened", size };
    const model = problem.confirmed(result.model, this.#claims, this.#rest.definitions);
    return { verdict: "refuted", model, size };
  }

  /** Claims that cannot hold only if these cannot: a little of everything first. */
  *#attempts(budget: DecisionBudget): Iterable<Attempt> {
    const { claims } = this.#rest;
    const weaker = withoutProducts(claims);
    yield { claims: weaker ?? claims, budget: atMost(budget, CONFLICTS_SOON) };
    const thorough = builtThoroughly(claims);
    if (thorough !== undefined)
      yield {
        claims: withoutArithmetic(thorough),
        budget: atMost(budget, CONFLICTS_THOROUGH),
      };
    if (weaker !== undefined) yield { claims: weaker, budget };
  }
}

const atMost = (budget: DecisionBudget, conflicts: number): DecisionBudget => ({
  ...budget,
  conflicts_max: Math.min(conflicts, budget.conflicts_max ?? conflicts),
});
