/** Claims as clauses, and the way back from a model of these to values of variables. */
import { Blaster } from "../circuit/blast.js";
import { gateOf, HIGH, isNegated, LOW, type Signal } from "../circuit/circuit.js";
import { clausesOf, type Translation } from "../circuit/cnf.js";
import { type Assignment, evaluate, evaluateAll, type Value } from "../evaluate.js";
import { clauseCount, type Model } from "../sat/index.js";
import { isArray } from "../term/sort.js";
import { sortOf, type Term } from "../term/table.js";
import { variablesOf } from "../term/walk.js";
import { ArrayElimination } from "./arrays.js";
import type { Definition } from "./substitute.js";

/** What a decision took. */
export interface Size {
  readonly variables: number;
  readonly clauses: number;
}

/** Claims as clauses; what is only asked is there too, as far as it can be true. */
export class Problem {
  readonly arrays = new ArrayElimination();
  readonly blaster = new Blaster();
  readonly translation: Translation;
  readonly #asked: readonly Signal[];

  constructor(claims: readonly Term[], asked: readonly Term[] = []) {
    const plain = this.arrays.without([...claims, ...asked]);
    const signals = this.blaster.signals([...plain, ...this.arrays.conditions]);
    this.#asked = signals.splice(claims.length, asked.length);
    this.translation = clausesOf(this.blaster.circuit, signals, this.#asked);
  }

  get size(): Size {
    const { cnf } = this.translation;
    return { variables: cnf.variables, clauses: clauseCount(cnf) };
  }

  /** The literal of what is asked, or a truth value. */
  askedLiteral(at: number): number | boolean {
    const signal = this.#asked[at]!;
    if (signal === HIGH || signal === LOW) return signal === HIGH;
    const variable = this.translation.variableOfGate[gateOf(signal)]!;
    return isNegated(signal) ? -variable : variable;
  }

  /**
   * Values of the variables of some truth values, from those of the clauses. Under them all of these
   * are true: that is evaluated, with no circuit and no rule.
   */
  confirmed(model: Model, truths: readonly Term[], definitions: readonly Definition[]): Assignment {
    const bits = this.#values(model);
    const values = new Map([...bits, ...this.arrays.arrayValues(bits)]);
    for (const [variable, meaning] of definitions.toReversed())
      values.set(variable, evaluate(meaning, values));
    const own = variablesOf(truths).map((variable) => [variable, values.get(variable)] as const);
    const assignment = new Map(own.filter((pair): pair is [Term, Value] => pair[1] !== undefined));
    if (evaluateAll(truths, assignment).some((value) => value !== 1n))
      throw new Error("a model of the clauses is no model of the terms: a defect of the prover");
    return assignment;
  }

  #values(model: Model): Map<Term, Value> {
    const { variableOfGate } = this.translation;
    const values = new Map<Term, Value>();
    for (const [term, word] of this.blaster.variables()) {
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
}
