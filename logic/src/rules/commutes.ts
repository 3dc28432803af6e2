/** Operators whose parts may change places: literals come first, then the older term. */
import { shl, ult } from "../term/build.js";
import { Kind } from "../term/kind.js";
import { isConstant, NONE, type Term } from "../term/table.js";
import { literal, type Rule, unknown } from "./rule.js";

/** Whether the two parts stand in the wrong order. */
export function isMisplaced(x: Term, y: Term): boolean {
  if (isConstant(x) !== isConstant(y)) return isConstant(y);
  return x > y;
}

type Binary = (x: Term, y: Term) => Term;

export function commutes(name: string, kind: Kind, build: Binary, widths: readonly number[]): Rule {
  const broken: Binary = kind === Kind.Equal ? ult : shl;
  return {
    name: `${name}/order`,
    says: `x ${name} y = y ${name} x`,
    kind,
    rewrite: (_, x, y) => (isMisplaced(x, y) ? build(y, x) : NONE),
    widths,
    examples: (width) => {
      const [one, other] = [unknown("x", width), unknown("y", width)];
      const [older, younger] = one < other ? [one, other] : [other, one];
      return [build(younger, older), build(one, literal("k", width))];
    },
    // An operator that does not commute.
    broken: (width) => {
      const [x, y] = [unknown("x", width || 1), unknown("y", width || 1)];
      return [[broken(x, y), broken(y, x)]];
    },
  };
}
