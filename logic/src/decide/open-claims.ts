/**
 * Claims of which each may still follow or not. Most are wrong, and a state shows that of many at once:
 * each that disproves one is tried on all others, and so are its neighbours, states in which some of its
 * values are drawn anew and the hypotheses still hold.
 */
import { Random } from "@ashlar/rapilog/random";
import { type Assignment, evaluateAll, type Value } from "../evaluate.js";
import { isArray } from "../term/sort.js";
import { sortOf, type Term } from "../term/table.js";
import { variablesOf } from "../term/walk.js";

export class OpenClaims extends Set<Term> {
  readonly #random = new Random(1);
  readonly #variables: readonly Term[];

  /** A state has values for the variables of some terms beside theirs. */
  constructor(claims: readonly Term[], terms: readonly Term[]) {
    super(claims);
    this.#variables = variablesOf([...terms, ...claims]).filter((name) => !isArray(sortOf(name)));
  }

  /** Drops what a state in which the hypotheses hold disproves, and so many of its neighbours. */
  disprove(state: Assignment, hypotheses: readonly Term[], neighbours: number): void {
    this.#drop(state);
    for (let count = 0; count < neighbours && this.size > 0; count++) {
      const neighbour = this.#neighbour(state);
      if (evaluateAll(hypotheses, neighbour).every((value) => value === 1n)) this.#drop(neighbour);
    }
  }

  #drop(state: Assignment): void {
    const open = [...this];
    evaluateAll(open, state).forEach((value, at) => {
      if (value !== 1n) this.delete(open[at]!);
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
