/** Running theorems. As a module of theorems itself: those of this room. */
import { ruleTheorems } from "./rule-theorems.js";
import type { Theorem } from "./theorem.js";

export { VerdictCache } from "./cache.js";
export {
  type CodeFile,
  codeBelow,
  type Ingredients,
  importedBy,
  ingredientOf,
} from "./ingredients.js";
export { type ProveOptions, proveAll, type Report } from "./pool.js";
export { ProvedStatements, provedOnce, recalling } from "./recall.js";
export {
  type Exhibit,
  type FormalGoal,
  type Listing,
  type ListingLine,
  type Mutant,
  type MutantResult,
  type Proof,
  runMutants,
  runTheorem,
  type Theorem,
  type TheoremResult,
} from "./theorem.js";

/** What a module of theorems exports. */
export const theorems = (): Theorem[] => ruleTheorems();
