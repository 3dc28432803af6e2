/** One thing that may relate the two sides of a loop. */
import {
  add,
  constant,
  equal,
  isLiteral,
  signExtend,
  sortOf,
  sub,
  type Term,
  zeroExtend,
} from "@ashlar/logic";
import type { Moment } from "../sides.js";
import type { Location, Node } from "./node.js";

export interface Candidate {
  /** Different from what all others of its loop say. */
  readonly says: string;
  /** The value of the machine that it is about, if it is about one. */
  readonly about?: Location;
  readonly holds: (moment: Moment) => Term;
  /** How far apart two values were when the loop was come to, if it says that they stay so. */
  readonly start?: Term;
  /** A value, where it says all of it: put in its place, both sides are the same terms. */
  readonly defines?: Definition;
}

export interface Definition {
  readonly place: Location;
  readonly value: Read;
  /** Whether it is the very same as another value, and not only so far from it. */
  readonly isSame: boolean;
}

/** A value of a moment. */
export type Read = (moment: Moment) => Term;

/** How a register holds what has fewer bits than it. */
export const EXTENSIONS: readonly (readonly [string, (term: Term) => Term])[] = [
  ["signed", (term) => signExtend(term, 64)],
  ["unsigned", (term) => zeroExtend(term, 64)],
];

/** Whether it says that two values stay as far apart as they were, and not how far that is. */
export const isFar = ({ start }: Candidate): boolean => start !== undefined && !isLiteral(start);

/** A loop as it was come to, and what its rounds change. */
export type Changing = Pick<Node, "first" | "variant" | "strides" | "numbers">;

/** A term of the moment when a loop was come to; a number, where it is known to be that one. */
export const known = ({ numbers }: Changing, term: Term) => numbers.get(term) ?? term;

/** That what is read of a moment stays what it was at first. */
export function staying(node: Changing, says: string, read: Read): Candidate {
  const start = known(node, read(node.first));
  return { says, start, holds: (moment) => equal(read(moment), start) };
}

/** That a value differs from something by what it did at first. */
export function defining(
  node: Changing,
  place: Location,
  own: Read,
  says: string,
  of: Read,
): Candidate {
  const start = known(node, sub(own(node.first), of(node.first)));
  const value = (at: Moment) => add(of(at), start);
  return {
    says: `${place} − ${says}`,
    start,
    holds: (at) => equal(own(at), value(at)),
    defines: { place, value, isSame: start === constant(sortOf(start), 0) },
  };
}

/** Of several that define a value, the first one is put in for it. */
export function definitionsAmong(candidates: readonly Candidate[]): Map<Location, Candidate> {
  const found = new Map<Location, Candidate>();
  for (const candidate of candidates)
    if (candidate.defines !== undefined && !found.has(candidate.defines.place))
      found.set(candidate.defines.place, candidate);
  return found;
}
