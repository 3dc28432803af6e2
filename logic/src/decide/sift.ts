/**
 * Which of many claims follow from hypotheses? An answer to choose by and not to believe: there is no
 * certificate, and what is not decided in time is dropped like what is wrong. Who needs a proof of
 * what is left asks for it (`decide.ts`).
 *
 * Most are wrong, which states show (`open-claims.ts`). Those that are left are asked of one solver,
 * some at a time.
 */
import type { Assignment } from "../evaluate.js";
import { type AssumingResult, type Budget, Solver } from "../sat/index.js";
import { not } from "../term/build.js";
import { TRUE } from "../term/constant.js";
import { mark, release, type Term } from "../term/table.js";
import { OpenClaims } from "./open-claims.js";
import { Problem } from "./problem.js";
import { withoutArithmetic, withoutProducts } from "./products.js";
import { anyState } from "./state.js";
import { withoutDefinitions } from "./substitute.js";
import { builtThoroughly } from "./thorough.js";

const NEIGHBOURS_FIRST = 60;
const NEIGHBOURS = 12;
/** Of claims asked of one solver: the circuits of all are in its way. */
const TOGETHER_MAX = 32;

/** Built thoroughly, and with anything for products. */
function thoroughly(terms: Term[]): Term[] | undefined {
  const built = builtThoroughly(terms);
  return built && withoutArithmetic(built);
}

const QUICK: Budget = { conflicts_max: 100 };
/** What terms say once they are built thoroughly shows soon, or not at all. */
const THOROUGH: Budget = { conflicts_max: 300 };

/** The claims that no state is found to disprove; the budget is that of each. A state in which the
 * hypotheses hold need not be looked for if it is given. */
export function sift(
  hypotheses: readonly Term[],
  claims: readonly Term[],
  budget: Budget,
  state?: Assignment,
): Set<Term> {
  const start = mark();
  try {
    return new Sieve(hypotheses, claims, budget, state).kept();
  } finally {
    release(start);
  }
}

class Sieve {
  /** Neither known to follow nor disproved. */
  readonly #open: OpenClaims;
  readonly #kept = new Set<Term>();

  constructor(
    private readonly hypotheses: readonly Term[],
    claims: readonly Term[],
    private readonly budget: Budget,
    private readonly state?: Assignment,
  ) {
    const open = claims.filter((claim) => claim !== TRUE);
    this.#open = new OpenClaims(open, hypotheses);
    if (claims.includes(TRUE)) this.#kept.add(TRUE);
  }

  kept(): Set<Term> {
    for (const asked of this.#parts()) {
      this.#askExactly(asked, QUICK);
      this.#askWithoutProducts(asked, withoutProducts, this.budget);
      this.#askWithoutProducts(asked, thoroughly, THOROUGH);
      this.#askExactly(asked, this.budget);
      for (const claim of asked) this.#open.delete(claim);
    }
    return this.#kept;
  }

  /** The claims that are left after some states, some at a time. */
  #parts(): Term[][] {
    if (this.#open.size === 0) return [];
    this.#tryAnyState();
    const open = [...this.#open];
    const parts = Math.ceil(open.length / TOGETHER_MAX);
    return Array.from({ length: parts }, (_, part) =>
      open.slice(part * TOGETHER_MAX, (part + 1) * TOGETHER_MAX),
    );
  }

  /** A state in which the hypotheses hold, and those around it. */
  #tryAnyState(): void {
    const state = this.state ?? anyState(this.hypotheses, this.budget);
    if (state !== undefined) this.#open.disprove(state, this.hypotheses, NEIGHBOURS_FIRST);
  }

  #askExactly(asked: readonly Term[], budget: Budget): void {
    const open = asked.filter((claim) => this.#open.has(claim));
    if (open.length === 0) return;
    const denials = open.map((claim) => not(claim));
    const { claims, asked: rest, definitions } = withoutDefinitions(this.hypotheses, denials);
    const problem = new Problem(claims, rest);
    this.#askEach(problem, open, budget, (result, at) => {
      if (result.verdict !== "sat") return;
      const truths = [...this.hypotheses, denials[at]!];
      const state = problem.confirmed(result.model, truths, definitions);
      this.#open.disprove(state, this.hypotheses, NEIGHBOURS);
    });
  }

  /** What follows whatever products are, follows; built thoroughly at last. */
  #askWithoutProducts(
    asked: readonly Term[],
    build: (terms: Term[]) => Term[] | undefined,
    budget: Budget,
  ): void {
    const open = asked.filter((claim) => this.#open.has(claim));
    if (open.length === 0) return;
    const denials = open.map((claim) => not(claim));
    const { claims, asked: rest } = withoutDefinitions(this.hypotheses, denials);
    const weaker = build([...rest, ...claims]);
    if (weaker === undefined) return;
    const problem = new Problem(weaker.slice(rest.length), weaker.slice(0, rest.length));
    this.#askEach(problem, open, budget, () => {});
  }

  /** Asks whether each can fail; keeps those that cannot. */
  #askEach(
    problem: Problem,
    asked: readonly Term[],
    budget: Budget,
    onOther: (result: AssumingResult, at: number) => void,
  ): void {
    const solver = new Solver(problem.translation.cnf);
    for (const [at, claim] of asked.entries()) {
      if (!this.#open.has(claim)) continue;
      const literal = problem.askedLiteral(at);
      const assumed = typeof literal === "number" ? [literal] : [];
      const result = literal === false ? undefined : solver.solve(assumed, budget);
      if (result === undefined || result.verdict === "failed" || result.verdict === "unsat") {
        this.#kept.add(claim);
        this.#open.delete(claim);
      } else onOther(result, at);
    }
  }
}
