/** What may be between two values that go along with each other. */
import { constant, mul, sortOf, type Term } from "@ashlar/logic";
import type { Location } from "./node.js";
import { factorBetween, type Strides } from "./strides.js";

export type Factor = number | bigint;

export const FACTORS: readonly Factor[] = [2, 4, 8, -1, -2, -4, -8];
/** Those with which a value is put in another one's place. */
export const FACTORS_DEFINING: ReadonlySet<Factor> = new Set<Factor>([1, ...FACTORS]);

export const times = (term: Term, factor: Factor) =>
  factor === 1 ? term : mul(constant(sortOf(term), factor), term);

/** Small factors, and the one by which rounds change both. */
export function factorsBetween(
  { strides }: { readonly strides: Strides },
  one: Location,
  other: Location,
  bits: number,
): readonly Factor[] {
  const factor = factorBetween(strides, one, other, bits);
  const usual: readonly Factor[] = [1, ...FACTORS];
  const isNew = factor !== undefined && !usual.some((known) => BigInt(known) === factor);
  return isNew ? [...usual, factor] : usual;
}
