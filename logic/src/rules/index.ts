/** The table of all rules, in the order in which they are tried. Loading it switches them on. */
import { installRewrite, installThoroughRewrite } from "../term/rewriter.js";
import { ABSORPTION_RULES } from "./absorption.js";
import { ALIGNED_RULES } from "./aligned.js";
import { ARRAY_RULES } from "./arrays.js";
import { BITWISE_RULES } from "./bitwise.js";
import { BOUND_RULES } from "./bounds.js";
import { CHOICE_SUM_RULES } from "./choice-sums.js";
import { CHOICE_RULES } from "./choices.js";
import { COMPARISON_RULES } from "./comparisons.js";
import { DISTRIBUTION_RULES } from "./distribution.js";
import { EQUALITY_RULES } from "./equalities.js";
import { EXTENSION_RULES } from "./extensions.js";
import { EXTREME_RULES } from "./extremes.js";
import { PIECE_RULES } from "./pieces.js";
import { PRODUCT_RULES } from "./products.js";
import type { Rule } from "./rule.js";
import { SUM_RULES } from "./sums.js";

export const RULES: readonly Rule[] = [
  ...BITWISE_RULES,
  ...ABSORPTION_RULES,
  ...BOUND_RULES,
  ...SUM_RULES,
  ...PRODUCT_RULES,
  ...PIECE_RULES,
  ...CHOICE_RULES,
  ...CHOICE_SUM_RULES,
  ...EXTREME_RULES,
  ...EQUALITY_RULES,
  ...COMPARISON_RULES,
  ...ALIGNED_RULES,
  ...ARRAY_RULES,
];

/** Those that are tried only where terms are built thoroughly. */
export const THOROUGH_RULES: readonly Rule[] = [...EXTENSION_RULES, ...DISTRIBUTION_RULES];

for (const { kind, rewrite } of RULES) installRewrite(kind, rewrite);
for (const { kind, rewrite } of THOROUGH_RULES) installThoroughRewrite(kind, rewrite);
