/**
 * Terms without arrays. A read goes back through writes, choices and fills to the array's own
 * name; what is read there is an unknown of its own, one for each index. Under the conditions of
 * `readings.ts` the terms without arrays are satisfiable exactly if those with arrays are.
 */
import { ArrayValue, type Assignment, evaluateAll, type Value } from "../evaluate.js";
import { equal, ite } from "../term/build.js";
import { FALSE, TRUE } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import { rebuilt } from "../term/rebuild.js";
import { isArray } from "../term/sort.js";
import { first, kindOf, NONE, second, sortOf, type Term, third } from "../term/table.js";
import { isVariable, within } from "../term/walk.js";
import { Readings } from "./readings.js";

/** The elimination of one decision. */
export class ArrayElimination {
  /** What follows from reading the same place twice. */
  readonly conditions: Term[] = [];
  readonly #results = new Map<Term, Term>();
  readonly #readings = new Map<Term, Readings>();
  /** For each index what is read there of each array. */
  readonly #reads = new Map<Term, Map<Term, Term>>();

  /** The same truth values or bits, without arrays. */
  without(roots: readonly Term[]): Term[] {
    for (const term of within(roots)) {
      if (isArray(sortOf(term)) || this.#results.has(term)) continue;
      this.#results.set(term, this.#withoutArrays(term));
    }
    return roots.map((root) => this.#result(root));
  }

  /** What each array variable holds, as far as it was read, under values of the unknowns. */
  arrayValues(assignment: Assignment): Map<Term, Value> {
    const values = new Map<Term, Value>();
    for (const [array, readings] of this.#readings) {
      const indices = evaluateAll(
        readings.all.map(({ index }) => index),
        assignment,
      );
      const elements = new Map<bigint, bigint>();
      readings.all.forEach(({ unknown }, at) => {
        elements.set(indices[at] as bigint, (assignment.get(unknown) ?? 0n) as bigint);
      });
      values.set(array, new ArrayValue(0n, elements));
    }
    return values;
  }

  #result(term: Term): Term {
    return this.#results.get(term)!;
  }

  #withoutArrays(term: Term): Term {
    if (isVariable(term)) return term;
    if (kindOf(term) === Kind.Select) return this.#read(first(term), this.#result(second(term)));
    return rebuilt(term, (part) => this.#result(part));
  }

  /** What the array holds at an index; the arrays below first, by a stack of its own. */
  #read(array: Term, index: Term): Term {
    const known = this.#reads.get(index) ?? new Map<Term, Term>();
    this.#reads.set(index, known);
    const stack = [array];
    for (let at = stack.at(-1); at !== undefined; at = stack.at(-1)) {
      const found = known.get(at) ?? this.#readOnce(at, index, known, stack);
      if (found === NONE) continue;
      known.set(at, found);
      stack.pop();
    }
    return known.get(array)!;
  }

  /** What the array holds at an index if that is known of the arrays it is made from; otherwise
   * puts one of these on the stack and says NONE. */
  #readOnce(array: Term, index: Term, known: Map<Term, Term>, stack: Term[]): Term {
    const below = (part: Term): Term => {
      const found = known.get(part);
      if (found === undefined) stack.push(part);
      return found ?? NONE;
    };
    switch (kindOf(array)) {
      case Kind.Fill:
        return this.#result(first(array));
      case Kind.Store: {
        const isHit = equal(this.#result(second(array)), index);
        const element = this.#result(third(array));
        if (isHit === TRUE) return element;
        const other = below(first(array));
        return other === NONE || isHit === FALSE ? other : ite(isHit, element, other);
      }
      case Kind.IfThenElse: {
        const condition = this.#result(first(array));
        if (condition === TRUE || condition === FALSE)
          return below(condition === TRUE ? second(array) : third(array));
        const one = below(second(array));
        const other = one === NONE ? NONE : below(third(array));
        return other === NONE ? NONE : ite(condition, one, other);
      }
      default:
        return this.#unknownAt(array, index);
    }
  }

  #unknownAt(array: Term, index: Term): Term {
    const readings = this.#readings.get(array) ?? new Readings(array);
    this.#readings.set(array, readings);
    const { unknown, conditions } = readings.read(index);
    this.conditions.push(...conditions);
    return unknown;
  }
}
