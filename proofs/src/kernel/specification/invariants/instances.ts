/**
 * Invariants where they are used: at the pages and slots at which something was looked at or changed,
 * and at the arbitrary ones of which something is to be shown. So "of every page" needs no quantifier.
 */
import { all, implies, type Term, TRUE, ult } from "@ashlar/logic";
import { type Claim, number64 } from "@ashlar/spec";
import { invariants, isNobodyBetween, placeInvariants, type State } from "@ashlar/spec/kernel";
import { any } from "../any-state.js";
import type { Seen } from "../paths.js";
import { BETWEEN, IN_PLACE, isOfSlots, speaksOf } from "./families.js";

/** An arbitrary page, an arbitrary slot of it, and another page. */
export interface Anywhere {
  readonly page: Term;
  readonly slot: Term;
  readonly other: Term;
}

const ZERO = number64(0);

/** What is said of the kernel's own words, and of all numbers. */
const OF_ALL: readonly string[] = [
  IN_PLACE,
  "there are so many pages",
  "interrupt handlers are pages",
  "who runs is a thread that can",
  "it is the turn of one of them",
  "the machine has another number for each page",
  "the machine uses the space of who runs",
];

/** What is said of a page, if it is one; that there is nothing elsewhere is said of all numbers. */
const guarded = (state: State, page: Term, { claim, holds }: Claim): Claim => ({
  claim,
  holds: OF_ALL.includes(claim) ? holds : implies(ult(page, state.pages), holds),
});

/** Also a number that no page can have is of nothing. */
export const elsewhere = (state: State): Claim => ({
  claim: "there is nothing elsewhere",
  holds: all(placeInvariants(state, any("number")).map(({ holds }) => holds)),
});

/** All invariants of an arbitrary page. */
export const invariantsAt = (state: State, { page, slot, other }: Anywhere): Claim[] => [
  ...invariants(state, page, slot).map((one) => guarded(state, page, one)),
  { claim: BETWEEN, holds: isNobodyBetween(state, page, other) },
];

/** Of one state: what is said of it, at places, which many questions have in common. */
export class Instances {
  readonly #known = new Map<string, readonly Claim[]>();

  constructor(
    readonly state: State,
    readonly anywhere: Anywhere,
    /** All that is said of a page, a slot of it, and another page. */
    readonly claims: (at: Anywhere) => readonly Claim[],
  ) {}

  #at(page: Term, slot: Term): readonly Claim[] {
    const key = `${page} ${slot}`;
    const found =
      this.#known.get(key) ??
      this.claims({ ...this.anywhere, page, slot }).filter(
        ({ claim, holds }) => holds !== TRUE && claim !== BETWEEN,
      );
    this.#known.set(key, found);
    return found;
  }

  /** What holds at places that were seen, and at the arbitrary ones. */
  around(seen: readonly Seen[]): Claim[] {
    const { page, slot, other } = this.anywhere;
    const found = new Map<Term, Claim>();
    const add = (claims: readonly Claim[]) => {
      for (const one of claims) if (!found.has(one.holds)) found.set(one.holds, one);
    };
    const pages = new Set([ZERO, page, other]);
    for (const [, [at]] of seen) if (at !== undefined) pages.add(at);
    add(this.#at(page, slot));
    for (const at of pages) {
      add(this.#at(at, ZERO).filter(({ claim }) => !isOfSlots(claim)));
      add(this.#between(at));
    }
    for (const [field, [at, its]] of seen)
      if (its !== undefined) add(this.#at(at!, its).filter(({ claim }) => speaksOf(claim, field)));
    return [...found.values()];
  }

  /** That nobody comes between, of a page and an arbitrary one. */
  #between(at: Term): Claim[] {
    const { page, other } = this.anywhere;
    const pairs = [page, other].flatMap((one) => [
      [at, one],
      [one, at],
    ]);
    return pairs.map(([one, another]) => ({
      claim: BETWEEN,
      holds: isNobodyBetween(this.state, one!, another!),
    }));
  }
}
