/**
 * What a slot of the running thread names may stand behind Indirections. What a call does with it
 * does not depend on which way it was found: so it is taken for anything at all of which one thing
 * is known, that it is there.
 */
import { all, equal, extract, not, or, type Term, ult, zeroExtend } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Arguments, fields, object, type State } from "@ashlar/spec/kernel";
import { any, anyPage } from "./any-state.js";

export interface Unknowns {
  /** What stands for which term. */
  readonly by: ReadonlyMap<Term, Term>;
  /** What is known of these. */
  readonly facts: readonly Term[];
}

/** So many of what is passed to a call may be slots. */
const SLOTS_MAX = 5;
const ZERO = number64(0);

const PARTS = ["page", "generation", "rights", "badge"] as const;
const BITS = { rights: number64(1n << 8n), badge: number64(1n << 32n) } as const;

const unknownPart = (part: string, name: string) => (part === "page" ? anyPage(name) : any(name));

/** The lowest byte of a call's first argument is the slot of an endpoint. */
const lowest = (argument: Term) => zeroExtend(extract(argument, 7, 0), 64);

/** All that may be slots, and what they are called. */
const slotsIn = (given: Arguments): [Term, string][] => [
  ...given.slice(0, SLOTS_MAX).map((slot, at): [Term, string] => [slot, `argument ${at}`]),
  [lowest(given[0]), "the endpoint"],
];

/** What is found behind slots. */
export function unknownObjects(state: State, given: Arguments): Unknowns {
  const by = new Map<Term, Term>();
  const facts = slotsIn(given).flatMap(([slot, name]) => {
    const found = object(state, slot);
    const [page, generation, rights, badge] = PARTS.map((part) => {
      const unknown = unknownPart(part, `${part} behind ${name}`);
      by.set(found[part], unknown);
      return unknown;
    });
    return [
      isThere(state, { page: page!, generation: generation! }),
      ult(rights!, BITS.rights),
      ult(badge!, BITS.badge),
    ];
  });
  return { by, facts };
}

/** Nothing was found, or something that is there, and that nobody reclaims. */
export const isThere = (state: State, found: { page: Term; generation: Term }): Term =>
  or(
    equal(found.generation, ZERO),
    all([
      ult(found.page, state.pages),
      equal(state.get(fields.GENERATION, found.page), found.generation),
      equal(state.get(fields.DYING, found.page), ZERO),
      not(equal(state.get(fields.TYPE, found.page), ZERO)),
    ]),
  );
