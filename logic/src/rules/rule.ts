/**
 * What a rule is. A rule is trusted only as far as its theorem is proved, so it carries what the
 * theorem needs: its left sides as terms, and variants of itself that must be refuted.
 */
import { anyConstant, variable } from "../term/build.js";
import { boolean, constant } from "../term/constant.js";
import type { Kind } from "../term/kind.js";
import type { Rewrite } from "../term/rewriter.js";
import { BOOLEAN, bitVector, type Sort } from "../term/sort.js";
import type { Term } from "../term/table.js";

/** Two terms that are claimed to be equal. */
export type Claim = readonly [left: Term, right: Term];

export interface Rule {
  /** `operator/what-happens`. */
  readonly name: string;
  /** The equation, for people. */
  readonly says: string;
  /** The operator on top of the left side. */
  readonly kind: Kind;
  /** The right side; NONE where the pattern or its side condition does not hold. */
  readonly rewrite: Rewrite;
  /** The widths at which it is proved; 0 stands for truth values. */
  readonly widths: readonly number[];
  /** The theorem at a width: all left sides, as they are written. */
  readonly examples: (width: number) => Term[];
  /** The rule without its side condition, or with a wrong right side: must be refuted. */
  readonly broken: (width: number) => Claim[];
}

/** All widths up to eight bits, and those that machines have; 33 is that of an address with its
 * carry. */
export const WIDTHS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 33, 64];
export const WITH_TRUTH: readonly number[] = [0, ...WIDTHS];
/** From two bits on, where one bit leaves no room for the pattern or makes the broken rule true. */
export const FROM_TWO: readonly number[] = WIDTHS.filter((width) => width >= 2);

/** The sort of a width, 0 being that of truth values. */
export const sortOfWidth = (width: number): Sort => (width === 0 ? BOOLEAN : bitVector(width));

/** An unknown of a width, the same for the same letter. */
export const unknown = (letter: string, width: number) =>
  variable(`${letter}:${width}`, sortOfWidth(width));

/** Any literal of a width. */
export const literal = (letter: string, width: number) =>
  anyConstant(`${letter}:${width}`, sortOfWidth(width));

/** The letters of the equations: unknowns x, y and z, any literals k and l. */
export const x = (width: number) => unknown("x", width);
export const y = (width: number) => unknown("y", width);
export const z = (width: number) => unknown("z", width);
export const k = (width: number) => literal("k", width);
export const l = (width: number) => literal("l", width);

/** A maker of rules for one operator, whose names begin with `operator/`. */
export function rulesFor(operator: string, kind: Kind) {
  return (
    name: string,
    says: string,
    widths: Rule["widths"],
    rewrite: Rewrite,
    examples: Rule["examples"],
    broken: Rule["broken"],
  ): Rule => ({ name: `${operator}/${name}`, says, kind, rewrite, widths, examples, broken });
}

/** A number of a width; 1 and 0 are true and false. */
export const number = (width: number, value: number | bigint) =>
  width === 0 ? boolean(BigInt(value) % 2n !== 0n) : constant(width, value);

/** All whole numbers from `from` up to, not including, `to`. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
