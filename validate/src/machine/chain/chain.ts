/**
 * A chain of proofs for each entry of the kernel, put together from the verdicts of its theorems. It is
 * no stronger than its weakest link, and a theorem that nobody has stated is the weakest of all but a
 * refuted one.
 */
import { LINKS, type LinkName, type Needed } from "./links.js";

/**
 * `unknown`: stated, and neither proved nor refuted as far as this run and what was kept of others
 * know. `open`: not stated yet. `none`: there is nothing to say.
 */
export type LinkVerdict = "none" | "proved" | "unknown" | "open" | "refuted";

const FROM_THE_BEST: readonly LinkVerdict[] = ["none", "proved", "unknown", "open", "refuted"];

export interface Link {
  readonly verdict: LinkVerdict;
  /** How many theorems it takes. */
  readonly of: number;
  /** Those that are not proved, by their ids, and what they are. */
  readonly lacks: Readonly<Record<string, LinkVerdict>>;
}

export interface Chain {
  readonly entry: string;
  readonly verdict: LinkVerdict;
  readonly links: Readonly<Record<LinkName, Link>>;
}

const worst = (verdicts: readonly LinkVerdict[]): LinkVerdict =>
  FROM_THE_BEST[Math.max(0, ...verdicts.map((verdict) => FROM_THE_BEST.indexOf(verdict)))]!;

/** Looks up what is known of a theorem. */
export type VerdictOf = (id: string) => Exclude<LinkVerdict, "none">;

function linkOf(ids: readonly string[], verdictOf: VerdictOf): Link {
  const all = ids.map((id) => [id, verdictOf(id)] as const);
  const lacks = Object.fromEntries(all.filter(([, verdict]) => verdict !== "proved"));
  return { verdict: worst(all.map(([, verdict]) => verdict)), of: ids.length, lacks };
}

/** An entry's chain. */
export function chainOf(entry: string, needed: Needed, verdictOf: VerdictOf): Chain {
  const links = Object.fromEntries(
    LINKS.map((name) => [name, linkOf(needed[name], verdictOf)]),
  ) as Record<LinkName, Link>;
  return { entry, verdict: worst(Object.values(links).map(({ verdict }) => verdict)), links };
}
