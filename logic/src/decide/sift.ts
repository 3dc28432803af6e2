/**
 * Which of many claims follow from hypotheses? An answer to choose by and not to believe: there is no
 * certificate, and what is not decided in time is dropped like what is wrong. Who needs a proof of
 * what is left asks for it (`decide.ts`).
 *
 * Most claims are wrong, and a state shows that of many at once: each that disproves one is tried on
 * all others, and so are its neighbours, states in which some of its values are drawn anew and the
 * hypotheses still hold. Those that are left are asked of one solver, some at a time.
 */
import { Random } from "@ashlar/rapilog/random";
import { type Assignment, evaluateAll, type Value } from "../evaluate.js";
import { type AssumingResult, type Budget, Solver } from "../sat/index.js";
import { not } from "../term/build.js";
import { TRUE } from "../term/constant.js";
import { isArray } from "../term/sort.js";
import { mark, release, sortOf, type Term } from "../term/table.js";
import { variablesOf } from "../term/walk.js";
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

/** The claims that no state is found to disprove; the budget is that of each. */
export function sift(
  hypotheses: readonly Term[],
  claims: readonly Term[],
  budget: Budget,
): Set<Term> {
  const start = mark();
  try {
    return new Sieve(hypotheses, claims, budget).kept();
  } finally {
    release(start);
  }
}

/** The claims that no state is soon found to disprove: whether they follow is not asked for long. */
export function undisproved(hypotheses: readonly Term[], claims: readonly Term[]): Set<Term> {
  const start = mark();
  try {
    return new Sieve(hypotheses, claims, QUICK).undisproved();
  } finally {
    release(start);
  }
}

class Sieve {
  /** Neither known to follow nor disproved. */
  readonly #open: Set<Term>;
  readonly #kept = new Set<Term>();
  readonly #random = new Random(1);
  readonly #variables: readonly Term[];

  constructor(
    private readonly hypotheses: readonly Term[],
    claims: readonly Term[],
    private readonly budget: Budget,
  ) {
    this.#open = new Set(claims.filter((claim) => claim !== TRUE));
    if (claims.includes(TRUE)) this.#kept.add(TRUE);
    this.#variables = variablesOf([...hypotheses, ...claims]).filter(
      (name) => !isArray(sortOf(name)),
    );
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

  undisproved(): Set<Term> {
    for (const asked of this.#parts()) this.#askExactly(asked, this.budget);
    return new Set([...this.#kept, ...this.#open]);
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
    const state = anyState(this.hypotheses, this.budget);
    if (state !== undefined) this.#disprove(state, NEIGHBOURS_FIRST);
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
      this.#disprove(problem.confirmed(result.model, truths, definitions), NEIGHBOURS);
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

  #disprove(state: Assignment, neighbours: number): void {
    this.#drop(state);
    for (let count = 0; count < neighbours && this.#open.size > 0; count++) {
      const neighbour = this.#neighbour(state);
      if (evaluateAll(this.hypotheses, neighbour).every((value) => value === 1n))
        this.#drop(neighbour);
    }
  }

  /** Drops what a state disproves. */
  #drop(state: Assignment): void {
    const open = [...this.#open];
    evaluateAll(open, state).forEach((value, at) => {
      if (value !== 1n) this.#open.delete(open[at]!);
    });
  }

  /** The state with other values for some or all variables. */
  #neighbour(state: Assignment): Assignment {
    const changed = new Map<Term, Value>(state);
    const share = 1 / (1 + this.#random.below(this.#variables.length));
    for (const name of this.#variables)
      if (this.#random.chance(share)) changed.set(name, anyBits(this.#random, sortOf(name) || 1));
    return changed;
  }
}

/** A number of so many bits, half of the time a small one. */
function anyBits(random: Random, width: number): bigint {
  if (random.chance(0.5)) return BigInt.asUintN(width, BigInt(random.below(8)));
  const high = BigInt(random.below(2 ** 32)) << 32n;
  return BigInt.asUintN(width, high | BigInt(random.below(2 ** 32)));
}
