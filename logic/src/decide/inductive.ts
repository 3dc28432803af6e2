/**
 * What is assumed and must then hold again, as a loop's invariants are: what fails is assumed no more, and
 * so others may fail that rested on it (Houdini). All of it is asked of one solver: what is assumed are
 * literals, and a claim is asked again only once something has failed that its answer rested on.
 *
 * An answer to choose by and not to believe, like all that is sifted (`sift.ts`).
 */
import type { Assignment } from "../evaluate.js";
import { type Budget, Solver } from "../sat/index.js";
import { not } from "../term/build.js";
import { TRUE } from "../term/constant.js";
import { mark, release, type Term } from "../term/table.js";
import { OpenClaims } from "./open-claims.js";
import { Problem } from "./problem.js";
import { anyState } from "./state.js";
import { withoutDefinitions } from "./substitute.js";

/** Assumed unless the claim is known to fail. */
export interface Step {
  readonly assumed: Term;
  readonly claim: Term;
}

const NEIGHBOURS_FIRST = 60;
const NEIGHBOURS = 12;
const QUICK: Budget = { conflicts_max: 100 };

/** The claims that no state is soon found to disprove: whether they follow is not asked for long.
 * A state in which hypotheses and all that is assumed hold need not be looked for if it is given. */
export function undisproved(
  hypotheses: readonly Term[],
  steps: readonly Step[],
  state?: Assignment,
): Set<Term> {
  const start = mark();
  try {
    return new Induction(hypotheses, steps, state).undisproved();
  } finally {
    release(start);
  }
}

class Induction {
  readonly #open: OpenClaims;

  constructor(
    private readonly hypotheses: readonly Term[],
    private readonly steps: readonly Step[],
    private readonly state?: Assignment,
  ) {
    const claims = steps.map(({ claim }) => claim).filter((claim) => claim !== TRUE);
    const assumed = steps.map((step) => step.assumed);
    this.#open = new OpenClaims(claims, [...hypotheses, ...assumed]);
  }

  undisproved(): Set<Term> {
    if (this.#open.size > 0) this.#tryAnyState();
    if (this.#open.size > 0) this.#ask();
    return new Set(this.#left().map(({ claim }) => claim));
  }

  /** Steps of which the claim is not known to fail. */
  #left(): Step[] {
    return this.steps.filter(({ claim }) => claim === TRUE || this.#open.has(claim));
  }

  /** What goes with a claim that is not known to fail. */
  #assumed(): Set<Term> {
    const assumed = this.#left().map((step) => step.assumed);
    return new Set(assumed.filter((term) => term !== TRUE));
  }

  #tryAnyState(): void {
    const truths = [...this.hypotheses, ...this.#assumed()];
    const state = this.state ?? anyState(truths, QUICK);
    if (state !== undefined) this.#open.disprove(state, truths, NEIGHBOURS_FIRST);
  }

  #ask(): void {
    const [claims, assumed] = [[...this.#open], [...this.#assumed()]];
    const denials = claims.map((claim) => not(claim));
    const { definitions, ...rest } = withoutDefinitions(this.hypotheses, [...denials, ...assumed]);
    const problem = new Problem(rest.claims, rest.asked);
    const solver = new Solver(problem.translation.cnf);
    const literalOf = new Map(
      assumed.map((term, at) => [term, problem.askedLiteral(denials.length + at)]),
    );
    /** The literals that an answer rests on. */
    const answers = new Map<Term, readonly number[]>();
    const askAgain = (): boolean => {
      const size = this.#open.size;
      let left = this.#assumed();
      let active = new Set([...left].map((term) => literalOf.get(term)!));
      // What is assumed cannot be: so no claim fails.
      if (active.has(false)) return false;
      for (const [at, claim] of claims.entries()) {
        if (!this.#open.has(claim)) continue;
        if (answers.get(claim)?.every((literal) => active.has(literal))) continue;
        const denied = problem.askedLiteral(at);
        if (denied === false) continue;
        const literals = [...active, denied].filter((one) => typeof one === "number");
        const result = solver.solve(literals, QUICK);
        const failed = result.verdict === "failed" ? result.failed : [];
        answers.set(
          claim,
          failed.filter((literal) => literal !== denied),
        );
        if (result.verdict !== "sat") continue;
        const truths = [...this.hypotheses, ...left];
        const state = problem.confirmed(result.model, [...truths, denials[at]!], definitions);
        this.#open.disprove(state, truths, NEIGHBOURS);
        left = this.#assumed();
        active = new Set([...left].map((term) => literalOf.get(term)!));
      }
      return this.#open.size < size;
    };
    while (askAgain());
  }
}
