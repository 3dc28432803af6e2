/**
 * For each entry of the kernel, all that is proved of it, from the specification to the image. Loading
 * this builds the image, as its theorems do; these live in threads that know nothing of others.
 */
import { functions } from "../theorems/index.js";
import { type Chain, chainOf, type VerdictOf } from "./chain.js";
import { ENTRIES, neededFor } from "./links.js";

export type { Chain, Link, LinkVerdict, VerdictOf } from "./chain.js";
export type { LinkName } from "./links.js";

export const chains = (verdictOf: VerdictOf): Chain[] =>
  ENTRIES.map((entry) => chainOf(entry, neededFor(entry, functions), verdictOf));
