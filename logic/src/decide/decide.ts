/**
 * Does a goal follow from hypotheses? The hypotheses and the negated goal become a circuit, the
 * circuit clauses, and the clauses go to the solver.
 *
 * Nobody is believed who can be checked: `proved` needs a certificate that the checker accepted,
 * `refuted` a model under which evaluation, which knows neither circuits nor rules, finds all
 * hypotheses true and the goal false. Trusted remain the rules of the simplifier, the elimination
 * of arrays, circuits and clauses, and the checker.
 */
import { Blaster } from "../circuit/blast.js";
import { gateOf, isNegated } from "../circuit/circuit.js";
import { clausesOf, type Translation } from "../circuit/cnf.js";
import { type Assignment, evaluate, evaluateAll, type Value } from "../evaluate.js";
import {
  type Budget,
  type CertifiedResult,
  type Cnf,
  clauseCount,
  solveCertified,
} from "../sat/index.js";
import { not } from "../term/build.js";
import { isPlain } from "../term/rewriter.js";
import { BOOLEAN, isArray } from "../term/sort.js";
import { mark, release, sortOf, type Term } from "../term/table.js";
import { variablesOf } from "../term/walk.js";
import { ArrayElimination } from "./arrays.js";
import { withoutProducts } from "./products.js";
import { type Substituted, withoutDefinitions } from "./substitute.js";

/** What solves clauses. An `unsat` comes with a certificate that a checker has accepted. */
export type Engine = (cnf: Cnf, budget: Budget) => CertifiedResult;

/** What a decision took. */
export interface Size {
  readonly variables: number;
  readonly clauses: number;
}

export type Verdict =
  | { readonly verdict: "proved"; readonly certificate: Int32Array; readonly size: Size }
  /** Values of the caller's variables under which the hypotheses hold and the goal does not. */
  | { readonly verdict: "refuted"; readonly model: Assignment; readonly size: Size }
  | { readonly verdict: "unknown"; readonly reason: string; readonly size: Size };

/** Decides by our own solver and checker. */
export function decide(hypotheses: readonly Term[], goal: Term, budget: Budget = {}): Verdict {
  return decideWith(solveCertified, hypotheses, goal, budget);
}

/** Decides by a given engine. */
export function decideWith(
  engine: Engine,
  hypotheses: readonly Term[],
  goal: Term,
  budget: Budget = {},
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

/** Claims as clauses, and what leads back from these. */
class Problem {
  readonly arrays = new ArrayElimination();
  readonly blaster = new Blaster();
  readonly translation: Translation;

  constructor(claims: readonly Term[]) {
    const withoutArrays = this.arrays.without(claims);
    const signals = this.blaster.signals([...withoutArrays, ...this.arrays.conditions]);
    this.translation = clausesOf(this.blaster.circuit, signals);
  }

  get size(): Size {
    const { cnf } = this.translation;
    return { variables: cnf.variables, clauses: clauseCount(cnf) };
  }
}

class Decision {
  readonly #claims: readonly Term[];
  readonly #rest: Substituted;

  constructor(claims: readonly Term[]) {
    this.#claims = claims;
    // What is to be decided as it is written is not rewritten.
    this.#rest = isPlain() ? { claims, definitions: [] } : withoutDefinitions(claims);
  }

  solve(engine: Engine, budget: Budget): Verdict {
    const { claims } = this.#rest;
    const weaker = isPlain() ? undefined : withoutProducts(claims);
    if (weaker !== undefined) {
      const { size, translation } = new Problem(weaker);
      const result = engine(translation.cnf, budget);
      if (result.verdict === "unsat")
        return { verdict: "proved", certificate: result.certificate, size };
    }
    const problem = new Problem(claims);
    const { size } = problem;
    const result = engine(problem.translation.cnf, budget);
    if (result.verdict === "unsat")
      return { verdict: "proved", certificate: result.certificate, size };
    if (result.verdict === "unknown") return { ...result, size };
    return { verdict: "refuted", model: this.#confirmed(problem, result.model), size };
  }

  /** Values of the variables from those of the clauses; they must do what is claimed of them. */
  #confirmed(problem: Problem, model: Uint8Array): Assignment {
    const bits = bitValues(problem, model);
    const values = new Map([...bits, ...problem.arrays.arrayValues(bits)]);
    for (const [variable, meaning] of this.#rest.definitions.toReversed())
      values.set(variable, evaluate(meaning, values));
    const own = variablesOf(this.#claims).map(
      (variable) => [variable, values.get(variable)] as const,
    );
    const assignment = new Map(own.filter((pair): pair is [Term, Value] => pair[1] !== undefined));
    if (evaluateAll(this.#claims, assignment).some((value) => value !== 1n))
      throw new Error("a model of the clauses is no model of the terms: a defect of the prover");
    return assignment;
  }
}

function bitValues({ translation, blaster }: Problem, model: Uint8Array): Map<Term, Value> {
  const { variableOfGate } = translation;
  const values = new Map<Term, Value>();
  for (const [term, word] of blaster.variables()) {
    if (isArray(sortOf(term))) continue;
    const bits = word.map((signal) => {
      const variable = variableOfGate[gateOf(signal)]!;
      const isHigh = variable !== 0 && model[variable] === 1;
      return isHigh !== isNegated(signal) ? "1" : "0";
    });
    values.set(term, BigInt(`0b${bits.reverse().join("")}`));
  }
  return values;
}
