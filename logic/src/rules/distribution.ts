/** Rules by which products become sums and choices of simpler ones. Only where terms are built
 * thoroughly: a factor is there more often afterwards. */
import { add, ite, mul } from "../term/build.js";
import { isOne } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import { first, isConstant, kindOf, NONE, second, type Term, third } from "../term/table.js";
import { k, l, literal, number, type Rule, unknown, WIDTHS, x, y } from "./rule.js";
import { factors, isSum } from "./sums.js";

const c = unknown("c", 0);

/** Two multipliers with unknown factors are soon too much for any solver. */
const SMALL: readonly number[] = WIDTHS.filter((width) => width <= 6);

/** A choice of 1 or something times a factor, or one of literals times a literal; NONE if it is neither. */
function choiceTimes(choice: Term, factor: Term): Term {
  if (kindOf(choice) !== Kind.IfThenElse) return NONE;
  const [condition, one, other] = [first(choice), second(choice), third(choice)];
  const isLiteral = [one, other, factor].every(isConstant);
  if (!isOne(one) && !isOne(other) && !isLiteral) return NONE;
  return ite(condition, mul(one, factor), mul(other, factor));
}

export const DISTRIBUTION_RULES: Rule[] = [
  {
    name: "multiply/distributed",
    says: "k * (x + y) = k * x + k * y",
    kind: Kind.Multiply,
    rewrite: (_, one, other) =>
      isConstant(one) && isSum(other) ? add(mul(one, first(other)), mul(one, second(other))) : NONE,
    widths: WIDTHS,
    examples: (width) => factors(width).map(([factor]) => mul(factor, add(x(width), y(width)))),
    broken: (width) => [
      [mul(x(width), add(x(width), y(width))), add(mul(x(width), x(width)), y(width))],
    ],
  },
  {
    name: "multiply/choice",
    says: "(c ? 1 : x) * y = (c ? y : x * y), and (c ? k : l) * m = (c ? k * m : l * m)",
    kind: Kind.Multiply,
    rewrite: (_, one, other) => {
      const found = choiceTimes(one, other);
      return found === NONE ? choiceTimes(other, one) : found;
    },
    widths: SMALL,
    examples: (width) => {
      const choices = [ite(c, number(width, 1), x(width)), ite(c, x(width), number(width, 1))];
      return [
        ...choices.flatMap((choice) => [mul(choice, y(width)), mul(y(width), choice)]),
        mul(literal("m", width), ite(c, k(width), l(width))),
      ];
    },
    broken: (width) => [
      [mul(ite(c, number(width, 1), x(width)), y(width)), mul(x(width), y(width))],
    ],
  },
];
