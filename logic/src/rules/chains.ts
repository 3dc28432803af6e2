/** Chains of one operator: `x and (y and z)`, leaning as they may. */
import type { Kind } from "../term/kind.js";
import { first, kindOf, NONE, second, type Term } from "../term/table.js";

export type Gate = (one: Term, other: Term) => Term;

/** An operator and its constructor. */
export interface Chained {
  readonly kind: Kind;
  readonly gate: Gate;
}

/** How far into a chain of one operator to look, on each side of each. */
export const DEPTH_MAX = 6;

/** The members of a chain of one operator, as far as that goes. */
export function membersOf(kind: Kind, chain: Term, depth = 0): Term[] {
  if (kindOf(chain) !== kind || depth === DEPTH_MAX) return [chain];
  const below = (part: Term) => membersOf(kind, part, depth + 1);
  return [...below(first(chain)), ...below(second(chain))];
}

/** A chain with one of its members replaced; NONE if it is none of those. */
export function replaced(chained: Chained, chain: Term, member: Term, by: Term, depth = 0): Term {
  if (chain === member) return by;
  if (kindOf(chain) !== chained.kind || depth === DEPTH_MAX) return NONE;
  const [one, other] = [first(chain), second(chain)];
  const inOne = replaced(chained, one, member, by, depth + 1);
  if (inOne !== NONE) return chained.gate(inOne, other);
  const inOther = replaced(chained, other, member, by, depth + 1);
  return inOther === NONE ? NONE : chained.gate(one, inOther);
}
