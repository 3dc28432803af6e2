/**
 * The value of a term under an assignment, straight from the meaning of its operators. It knows
 * nothing of the simplifier, so it can judge it.
 */
import { bigintOf } from "./term/constant.js";
import { Kind } from "./term/kind.js";
import {
  binaryMeaning,
  concatMeaning,
  extractMeaning,
  notMeaning,
  signExtendMeaning,
} from "./term/meaning.js";
import { isArray } from "./term/sort.js";
import { first, kindOf, second, secondInteger, sortOf, type Term, third } from "./term/table.js";
import { isVariable, within } from "./term/walk.js";

/** What an array holds: one element everywhere but at some indices. Never changes. */
export class ArrayValue {
  readonly #elsewhere: bigint;
  readonly #elements: ReadonlyMap<bigint, bigint>;
  readonly #before: ArrayValue | undefined;

  constructor(
    elsewhere: bigint,
    elements: ReadonlyMap<bigint, bigint> = new Map(),
    before?: ArrayValue,
  ) {
    this.#elsewhere = elsewhere;
    this.#elements = elements;
    this.#before = before;
  }

  /** The same but for one element. */
  with(index: bigint, element: bigint): ArrayValue {
    return new ArrayValue(this.#elsewhere, new Map([[index, element]]), this);
  }

  at(index: bigint): bigint {
    for (let layer: ArrayValue | undefined = this; layer !== undefined; layer = layer.#before) {
      const element = layer.#elements.get(index);
      if (element !== undefined) return element;
    }
    return this.#elsewhere;
  }

  /** The indices that were written, with what they hold, and what all others hold. */
  contents(): { elsewhere: bigint; elements: Map<bigint, bigint> } {
    const layers: ArrayValue[] = [];
    for (let layer: ArrayValue | undefined = this; layer !== undefined; layer = layer.#before)
      layers.push(layer);
    const elements = new Map<bigint, bigint>();
    for (const layer of layers.reverse())
      for (const [index, element] of layer.#elements) elements.set(index, element);
    return { elsewhere: this.#elsewhere, elements };
  }
}

/** An unsigned number; 0 or 1 for a truth value. */
export type Value = bigint | ArrayValue;

/** Values of variables. One that is left out is zero, or zeros everywhere. */
export type Assignment = ReadonlyMap<Term, Value>;

/** The value of one term. */
export function evaluate(term: Term, assignment: Assignment): Value {
  return evaluateAll([term], assignment)[0]!;
}

/** The values of several terms, whose common parts are evaluated once. */
export function evaluateAll(terms: readonly Term[], assignment: Assignment): Value[] {
  const values = new Map<Term, Value>();
  for (const term of within(terms)) values.set(term, valueUnder(term, values, assignment));
  return terms.map((term) => values.get(term)!);
}

function valueUnder(term: Term, values: Map<Term, Value>, assignment: Assignment): Value {
  const sort = sortOf(term);
  if (isVariable(term)) return assignment.get(term) ?? (isArray(sort) ? new ArrayValue(0n) : 0n);
  const value = (part: Term) => values.get(part)!;
  const bits = (part: Term) => values.get(part) as bigint;
  switch (kindOf(term)) {
    case Kind.Constant:
      return bigintOf(term);
    case Kind.Not:
      return notMeaning(sort || 1, bits(first(term)));
    case Kind.Extract:
      return extractMeaning(bits(first(term)), secondInteger(term), sort);
    case Kind.Concat:
      return concatMeaning(bits(first(term)), bits(second(term)), sortOf(second(term)));
    case Kind.SignExtend:
      return signExtendMeaning(bits(first(term)), sortOf(first(term)), sort);
    case Kind.IfThenElse:
      return value(first(term)) === 1n ? value(second(term)) : value(third(term));
    case Kind.Select:
      return (value(first(term)) as ArrayValue).at(bits(second(term)));
    case Kind.Store:
      return (value(first(term)) as ArrayValue).with(bits(second(term)), bits(third(term)));
    case Kind.Fill:
      return new ArrayValue(bits(first(term)));
    default: {
      const width = sortOf(first(term)) || 1;
      return binaryMeaning(kindOf(term), width, bits(first(term)), bits(second(term)));
    }
  }
}
