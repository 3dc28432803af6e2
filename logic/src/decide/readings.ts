/**
 * What is read of one array, and what follows from reading the same place twice (Ackermann): where
 * two indices are equal, so is what is read there.
 *
 * Indices are mostly a few bases with many offsets, the bytes of records say. Whether two of them
 * are equal depends on the bases and on how far apart the offsets are, and is asked once for these.
 */
import { equal, variable } from "../term/build.js";
import { bigintOf, FALSE } from "../term/constant.js";
import { implies } from "../term/derived.js";
import { Kind } from "../term/kind.js";
import { elementSort } from "../term/sort.js";
import { first, isLiteral, kindOf, nameOf, second, sortOf, type Term } from "../term/table.js";

/** An index, as a base and the literal that is added to it, and an unknown that stands for what
 * the array holds there. */
interface Reading {
  readonly index: Term;
  readonly base: Term;
  readonly offset: bigint;
  readonly unknown: Term;
}

function split(index: Term): { base: Term; offset: bigint } {
  const isSum = kindOf(index) === Kind.Add && isLiteral(first(index));
  return isSum
    ? { base: second(index), offset: bigintOf(first(index)) }
    : { base: index, offset: 0n };
}

/** The readings of one array. */
export class Readings {
  readonly #array: Term;
  readonly #all: Reading[] = [];
  /** Whether one base is another and a distance: by the bases, then by the distance. */
  readonly #known = new Map<Term, Map<Term, Map<bigint, Term>>>();

  constructor(array: Term) {
    this.#array = array;
  }

  /** All, in their order. */
  get all(): readonly { readonly index: Term; readonly unknown: Term }[] {
    return this.#all;
  }

  /** The unknown at an index that was not read before, and the conditions that this adds. */
  read(index: Term): { unknown: Term; conditions: Term[] } {
    const name = `${nameOf(this.#array)}[#${index}]`;
    const unknown = variable(name, elementSort(sortOf(this.#array)));
    const reading = { index, ...split(index), unknown };
    const conditions: Term[] = [];
    const ofBase = at(this.#known, reading.base, newMap<Term, Map<bigint, Term>>);
    for (const earlier of this.#all) {
      const isSame = sameness(at(ofBase, earlier.base, newMap<bigint, Term>), earlier, reading);
      if (isSame !== FALSE) conditions.push(implies(isSame, equal(earlier.unknown, unknown)));
    }
    this.#all.push(reading);
    return { unknown, conditions };
  }
}

const newMap = <Key, Value>() => new Map<Key, Value>();

/** Whether two readings are of the same place, from what is known of their bases or added to it. */
function sameness(known: Map<bigint, Term>, earlier: Reading, reading: Reading): Term {
  const distance = BigInt.asIntN(sortOf(reading.index), earlier.offset - reading.offset);
  return at(known, distance, () => equal(earlier.index, reading.index));
}

/** What a map holds at a key; made and kept if it held nothing. */
function at<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
