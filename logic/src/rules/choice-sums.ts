/**
 * A choice between sums: what both have is added afterwards, once. So sums that differ only where a
 * condition matters are compared there.
 */
import { add, ite } from "../term/build.js";
import { constant } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import type { Rewrite } from "../term/rewriter.js";
import { NONE, type Term } from "../term/table.js";
import { k, number, type Rule, unknown, WIDTHS, x, y, z } from "./rule.js";
import { isSum, summands } from "./sums.js";

const c = unknown("c", 0);

const sumOf = (sort: number, parts: readonly Term[]) =>
  parts.reduceRight((rest, part) => add(part, rest), constant(sort, 0));

const withoutCommon: Rewrite = (sort, condition, one, other) => {
  if (!isSum(one) && !isSum(other)) return NONE;
  const [here, there] = [summands(one), summands(other)];
  const common = here.filter((part) => there.includes(part));
  if (common.length === 0) return NONE;
  const [left, right] = [here, there].map((parts) =>
    sumOf(
      sort,
      parts.filter((part) => !common.includes(part)),
    ),
  ) as [Term, Term];
  return add(sumOf(sort, common), ite(condition, left, right));
};

export const CHOICE_SUM_RULES: Rule[] = [
  {
    name: "choice/sums",
    says: "(c ? x + y : x + z) = x + (c ? y : z), and for z = 0",
    kind: Kind.IfThenElse,
    rewrite: withoutCommon,
    widths: WIDTHS,
    examples: (width) => [
      ite(c, add(x(width), y(width)), add(x(width), z(width))),
      ite(c, add(x(width), y(width)), x(width)),
      ite(c, x(width), add(x(width), y(width))),
      ite(c, add(k(width), x(width)), add(k(width), add(y(width), z(width)))),
      ite(c, add(x(width), add(y(width), z(width))), add(x(width), z(width))),
    ],
    broken: (width) => [
      [
        ite(c, add(x(width), y(width)), x(width)),
        add(x(width), ite(c, number(width, 0), y(width))),
      ],
    ],
  },
];
