/** Numbers of 64 bits, as all counts and positions of the specification are. */
import { and, constant, ite, select, type Term, ule, ult } from "@ashlar/logic";

export const number64 = (value: bigint | number) => constant(64, value);

export const ZERO = number64(0);
export const ONE = number64(1);

export const larger = (one: Term, other: Term) => ite(ult(one, other), other, one);
export const smaller = (one: Term, other: Term) => ite(ult(one, other), one, other);

/** Whether `from` ≤ `value` ≤ `to`. */
export const isBetween = (from: Term, value: Term, to: Term) =>
  and(ule(from, value), ule(value, to));

/** What a table that only grows has at `index`. */
export const at = (table: Term, index: Term) => select(table, index);
