/**
 * The larger or smaller of two, of which "or equal" makes no difference, is written in one way: the
 * older one is taken where the strict comparison says so.
 */
import { and, ite, not, slt, ult } from "../term/build.js";
import { Kind } from "../term/kind.js";
import type { Rewrite } from "../term/rewriter.js";
import { first, kindOf, NONE, second, type Term } from "../term/table.js";
import { membersOf, replaced } from "./chains.js";
import { type Rule, unknown, WIDTHS, x, y, z } from "./rule.js";

const c = unknown("c", 0);
const AND = { kind: Kind.And, gate: and };

const lessOf = (comparison: Term) => (kindOf(comparison) === Kind.LessUnsigned ? ult : slt);

/** Whether a term compares two others, in any order. */
function compares(comparison: Term, one: Term, other: Term): boolean {
  const kind = kindOf(comparison);
  if (kind !== Kind.LessUnsigned && kind !== Kind.LessSigned) return false;
  const [low, high] = [first(comparison), second(comparison)];
  return (low === one && high === other) || (low === other && high === one);
}

const turned = (comparison: Term) => lessOf(comparison)(second(comparison), first(comparison));

const extreme: Rewrite = (_, condition, one, other) => {
  if (compares(condition, one, other))
    return one > other ? ite(turned(condition), other, one) : NONE;
  if (kindOf(condition) !== Kind.And) return NONE;
  const isDenied = (part: Term) => kindOf(part) === Kind.Not && compares(first(part), one, other);
  const denied = membersOf(Kind.And, condition).find(isDenied);
  if (denied === undefined) return NONE;
  return ite(replaced(AND, condition, denied, turned(first(denied))), one, other);
};

export const EXTREME_RULES: Rule[] = [
  {
    name: "choice/extreme",
    says: "(x < y ? y : x) = (y < x ? x : y), and (c and x >= y ? x : y) = (c and y < x ? x : y); signed too, and for the smaller one",
    kind: Kind.IfThenElse,
    rewrite: extreme,
    widths: WIDTHS,
    examples: (width) => {
      const [older, younger] = [x(width), y(width)].sort((one, other) => one - other) as [
        Term,
        Term,
      ];
      return [ult, slt].flatMap((less) => [
        ite(less(older, younger), younger, older),
        ite(less(younger, older), younger, older),
        ite(and(c, not(less(older, younger))), older, younger),
        ite(and(not(less(younger, older)), c), older, younger),
      ]);
    },
    broken: (width) => [
      [
        ite(ult(x(width), y(width)), z(width), y(width)),
        ite(ult(y(width), x(width)), y(width), z(width)),
      ],
      [
        ite(and(c, not(ult(x(width), y(width)))), z(width), y(width)),
        ite(and(c, ult(y(width), x(width))), z(width), y(width)),
      ],
    ],
  },
];
