/**
 * The solver, as the rest uses it. A model is checked against the problem before it is returned; a
 * certificate is not: that is the checker's, and the caller's to ask for (`solveCertified`).
 *
 * `unknown` is what it says: time, conflicts or memory ended first.
 */
import { type Cnf, clauseCount, firstFalseClause, type Model, malformation } from "./cnf.js";
import { instantiate, type SolverExports } from "./wasm.js";

export interface Budget {
  readonly conflicts_max?: number;
  readonly seconds_max?: number;
  /** Conflicts before variables are eliminated, which costs more than most problems take. */
  readonly trial_conflicts?: number;
}

export interface SolverOptions {
  /** Another seed is another order of decisions; the same one gives the same steps. */
  readonly seed?: number;
  /** The value that decisions try first. */
  readonly phase?: boolean;
  readonly memory_bytes_max?: number;
  /** Whether variables are eliminated after a trial; then nothing can be assumed. */
  readonly eliminates?: boolean;
}

export type SolveResult =
  | { readonly verdict: "sat"; readonly model: Model }
  | { readonly verdict: "unsat"; readonly certificate: Int32Array }
  | { readonly verdict: "unknown"; readonly reason: "conflicts" | "seconds" | "memory" };

/** …and under assumptions: `failed` are some that cannot hold together. */
export type AssumingResult =
  | SolveResult
  | { readonly verdict: "failed"; readonly failed: number[] };

const SATISFIABLE = 10;
const UNSATISFIABLE = 20;
const FAILED = 30;

const TRIAL_CONFLICTS = 10_000;
/** How many conflicts pass between two looks at the clock. */
const SLICE_CONFLICTS = 500;
const MEMORY_BYTES_MAX = 2 ** 32 - 2 ** 16;
/** What is larger does not fit in that memory; up to here no size in it overflows. */
const VARIABLES_MAX = 2 ** 24;
const WORDS_MAX = 2 ** 27;
/** A certificate of 2 GiB, which has to be joined, trimmed and checked. */
const CERTIFICATE_WORDS_MAX = 2 ** 29;

/** Solves a problem once. */
export function solve(cnf: Cnf, options: SolverOptions & Budget = {}): SolveResult {
  const result = new Solver(cnf, { eliminates: true, ...options }).solve([], options);
  if (result.verdict === "failed") throw new Error("failed assumptions where there are none");
  return result;
}

/** One problem, solved as often as wanted under assumptions; what is learned stays. */
export class Solver {
  readonly #cnf: Cnf;
  readonly #core: SolverExports;
  readonly #certificate: Int32Array[] = [];
  readonly #eliminates: boolean;
  #certificateWords = 0;
  #isExhausted: boolean;

  constructor(cnf: Cnf, options: SolverOptions & Budget = {}) {
    const wrong = malformation(cnf);
    if (wrong !== undefined) throw new RangeError(`malformed problem: ${wrong}`);
    this.#cnf = cnf;
    this.#eliminates = options.eliminates ?? false;
    this.#isExhausted = cnf.variables > VARIABLES_MAX || cnf.clauses.length > WORDS_MAX;
    this.#core = instantiate((words) => {
      this.#certificate.push(words);
      this.#certificateWords += words.length;
    });
    this.#guarded(() => this.#load(options));
  }

  get conflicts(): number {
    return Number(this.#core.conflictCount());
  }

  get propagations(): number {
    return Number(this.#core.propagationCount());
  }

  /** Searches for a model in which the assumed literals are true. */
  solve(assumptions: readonly number[] = [], budget: Budget = {}): AssumingResult {
    if (this.#eliminates && assumptions.length > 0)
      throw new RangeError("nothing can be assumed where variables may have been eliminated");
    for (const literal of assumptions)
      if (literal === 0 || Math.abs(literal) > this.#cnf.variables)
        throw new RangeError(`${literal} is no literal of this problem`);
    this.#guarded(() => {
      this.#core.restart();
      for (const literal of assumptions) this.#core.assume(literal);
    });
    return this.proceed(budget);
  }

  /** Goes on with the last search, where its budget ended it. */
  proceed(budget: Budget = {}): AssumingResult {
    const result = this.#guarded(() => this.#search(budget));
    return result ?? { verdict: "unknown", reason: "memory" };
  }

  #load({ trial_conflicts = TRIAL_CONFLICTS, ...options }: SolverOptions & Budget): void {
    const { seed = 0, phase = true, memory_bytes_max = MEMORY_BYTES_MAX } = options;
    const { variables, clauses } = this.#cnf;
    const count = clauseCount(this.#cnf);
    const address =
      this.#core.begin(variables, count, clauses.length, memory_bytes_max, seed, phase ? 0 : 1) >>>
      0;
    new Int32Array(this.#core.memory.buffer, address, clauses.length).set(clauses);
    this.#core.take(this.#eliminates ? 1 : 0, trial_conflicts);
  }

  #search({ conflicts_max = Infinity, seconds_max = Infinity }: Budget): AssumingResult {
    const deadline_ms = performance.now() + seconds_max * 1000;
    for (let left = conflicts_max; left > 0; left -= SLICE_CONFLICTS) {
      const status = this.#core.run(Math.min(left, SLICE_CONFLICTS));
      if (status === SATISFIABLE) return { verdict: "sat", model: this.#model() };
      if (status === UNSATISFIABLE) return { verdict: "unsat", certificate: this.#joined() };
      if (status === FAILED) return { verdict: "failed", failed: this.#failed() };
      if (this.#certificateWords > CERTIFICATE_WORDS_MAX)
        return { verdict: "unknown", reason: "memory" };
      if (performance.now() > deadline_ms) return { verdict: "unknown", reason: "seconds" };
    }
    return { verdict: "unknown", reason: "conflicts" };
  }

  /** Runs it, unless memory has ended; nothing if memory ends now. Other traps are defects. */
  #guarded<T>(run: () => T): T | undefined {
    if (this.#isExhausted) return undefined;
    try {
      return run();
    } catch (error) {
      this.#isExhausted = this.#core.exhausted() !== 0;
      if (!this.#isExhausted) throw error;
      return undefined;
    }
  }

  #model(): Model {
    const model = new Uint8Array(this.#cnf.variables + 1);
    for (let variable = 1; variable <= this.#cnf.variables; variable++)
      model[variable] = this.#core.isTrue(variable);
    const wrong = firstFalseClause(this.#cnf, model);
    if (wrong !== 0) throw new Error(`the solver's model leaves clause ${wrong} false`);
    return model;
  }

  #failed(): number[] {
    return Array.from({ length: this.#core.failedCount() }, (_, index) =>
      this.#core.failedAt(index),
    );
  }

  #joined(): Int32Array {
    const joined = new Int32Array(this.#certificateWords);
    let at = 0;
    for (const part of this.#certificate) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }
}
