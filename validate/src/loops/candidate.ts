/** One thing that may relate the two sides of a loop. */
import {
  add,
  constant,
  equal,
  signExtend,
  sortOf,
  sub,
  type Term,
  zeroExtend,
} from "@ashlar/logic";
import type { Moment } from "../sides.js";
import type { Location } from "./node.js";

export interface Candidate {
  /** Different from what all others of its loop say. */
  readonly says: string;
  /** The value of the machine that it is about, if it is about one. */
  readonly about?: Location;
  readonly holds: (moment: Moment) => Term;
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

/** That a value differs from something by what it did at first. */
export function defining(
  first: Moment,
  place: Location,
  own: Read,
  says: string,
  of: Read,
): Candidate {
  const start = sub(own(first), of(first));
  const value = (at: Moment) => add(of(at), start);
  return {
    says: `${place} − ${says}`,
    holds: (at) => equal(own(at), value(at)),
    defines: { place, value, isSame: start === constant(sortOf(start), 0) },
  };
}
