/**
 * The table of all terms of this thread: equal terms are the same number.
 *
 * Invariants: a term's parts have smaller numbers than the term itself, so counting upwards is an
 * order in which parts come first; and no two numbers below `termCount()` have the same kind,
 * sort and fields.
 *
 * Lifetime. The table belongs to the module, one for each thread, because a specification shall
 * read `add(a, b)` and not carry a table through every function. Terms live until they are given
 * back in the order of a stack: `mark()` before a piece of work, `release(mark)` after it. The
 * buckets' chains have the newest term first, so giving back is exact and costs what was built.
 */
import { KIND_COUNT, Kind } from "./kind.js";
import type { Sort } from "./sort.js";

/** A term: its number in the table. */
export type Term = number & { readonly term: unique symbol };

/** "No term", where a function may have none to give. */
export const NONE = -1 as Term;

const CAPACITY_START = 1 << 14;

let capacity = CAPACITY_START;
let kinds = new Uint8Array(capacity);
let sorts = new Int32Array(capacity);
let firsts = new Int32Array(capacity);
let seconds = new Int32Array(capacity);
let thirds = new Int32Array(capacity);
/** The next older term of the same bucket, or -1. */
let olders = new Int32Array(capacity);
let buckets = new Int32Array(capacity * 2).fill(-1);
let count = 0;

const names: string[] = [];
const numbersOfNames = new Map<string, number>();
const wides: bigint[] = [];
const numbersOfWides = new Map<bigint, number>();

function bucketOf(kind: number, sort: number, first: number, second: number, third: number) {
  let hash = Math.imul(first ^ (kind << 24), 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ third, 0xc2b2ae35) + Math.imul(sort, 0x27d4eb2f);
  return (hash ^ (hash >>> 13)) & (buckets.length - 1);
}

/** The term with these fields: the one that is there, or a new one. */
export function intern(kind: Kind, sort: Sort, first: number, second = 0, third = 0): Term {
  const bucket = bucketOf(kind, sort, first, second, third);
  for (let at = buckets[bucket]!; at >= 0; at = olders[at]!)
    if (
      firsts[at] === first &&
      seconds[at] === second &&
      kinds[at] === kind &&
      sorts[at] === sort &&
      thirds[at] === third
    )
      return at as Term;
  if (count === capacity) {
    grow();
    return intern(kind, sort, first, second, third);
  }
  kinds[count] = kind;
  sorts[count] = sort;
  firsts[count] = first;
  seconds[count] = second;
  thirds[count] = third;
  olders[count] = buckets[bucket]!;
  buckets[bucket] = count;
  return count++ as Term;
}

function grow(): void {
  capacity *= 2;
  const larger = (old: Int32Array<ArrayBuffer>) => {
    const copy = new Int32Array(capacity);
    copy.set(old);
    return copy;
  };
  const copy = new Uint8Array(capacity);
  copy.set(kinds);
  kinds = copy;
  [sorts, firsts, seconds, thirds, olders] = [
    larger(sorts),
    larger(firsts),
    larger(seconds),
    larger(thirds),
    larger(olders),
  ];
  buckets = new Int32Array(capacity * 2).fill(-1);
  for (let term = 0; term < count; term++) {
    const bucket = bucketOfTerm(term);
    olders[term] = buckets[bucket]!;
    buckets[bucket] = term;
  }
}

function bucketOfTerm(term: number): number {
  return bucketOf(kinds[term]!, sorts[term]!, firsts[term]!, seconds[term]!, thirds[term]!);
}

export const kindOf = (term: Term) => kinds[term] as Kind;
export const sortOf = (term: Term) => sorts[term] as Sort;
/** A field of a term: a part, or for some kinds a plain integer. */
export const first = (term: Term) => firsts[term] as Term;
export const second = (term: Term) => seconds[term] as Term;
export const third = (term: Term) => thirds[term] as Term;
/** The same, where the field is an integer. */
export const firstInteger = (term: Term): number => firsts[term]!;
export const secondInteger = (term: Term): number => seconds[term]!;

/** A literal, or a variable that stands for any. */
export const isConstant = (term: Term) => kinds[term]! <= Kind.AnyConstant;
export const isLiteral = (term: Term) => kinds[term] === Kind.Constant;

export const termCount = () => count;

/** The place of a name or a wide constant among its kind. */
function place<Key>(key: Key, keys: Key[], numbers: Map<Key, number>): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, keys.length);
  return keys.push(key) - 1;
}

export const placeOfWide = (value: bigint) => place(value, wides, numbersOfWides);
export const wideAt = (index: number) => wides[index]!;

/** Interns a variable. A name has one sort: a second one is a mistake of the caller. */
export function internVariable(kind: Kind, name: string, sort: Sort): Term {
  const known = numbersOfNames.has(name);
  const before = count;
  const term = intern(kind, sort, place(name, names, numbersOfNames));
  if (known && count !== before) {
    release({ ...mark(), terms: before });
    throw new TypeError(`there is a variable ${name} of another sort already`);
  }
  return term;
}

export const nameOf = (variable: Term) => names[firsts[variable]!]!;

/** A point in the table's life. */
export interface Mark {
  terms: number;
  names: number;
  wides: number;
}

/** The table as it is now; terms built from here on can be given back. */
export function mark(): Mark {
  return { terms: count, names: names.length, wides: wides.length };
}

const onRelease: ((terms: number) => void)[] = [];

/** Calls `forget` whenever terms are given back, with the number of those that stay. */
export function whenReleased(forget: (terms: number) => void): void {
  onRelease.push(forget);
}

/** Gives back all terms since `mark`. Their numbers must not be used any more. */
export function release(mark: Mark): void {
  while (count > mark.terms) {
    count--;
    buckets[bucketOfTerm(count)] = olders[count]!;
  }
  for (const name of names.splice(mark.names)) numbersOfNames.delete(name);
  for (const wide of wides.splice(mark.wides)) numbersOfWides.delete(wide);
  for (const forget of onRelease) forget(count);
}

if (KIND_COUNT > 256) throw new Error("a kind must fit into a byte");
