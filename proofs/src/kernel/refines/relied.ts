/**
 * What a step relies on: the invariants of all that the specification's step reads and writes, at
 * those places and at no others. So nobody chooses hypotheses for a theorem, and each is one that
 * `spec/invariants` keeps.
 */
import { choiceOf, implies, isLiteral, numberOf, type Term, ult } from "@ashlar/logic";
import { type Claim, number64 } from "@ashlar/spec";
import {
  type Field,
  type Outlook,
  type Place,
  pageInvariants,
  placeInvariants,
  State,
} from "@ashlar/spec/kernel";
import { SAID, type Said } from "./said.js";

const ZERO = number64(0);

/** What is said of a field of a page, beside what is said of any page. */
function saidOf(said: Said, state: State, field: Field, page: Term, slot: Term): Claim[] {
  return said
    .filter(([, ofFields]) => ofFields.includes(field))
    .flatMap(([invariants]) => invariants(state, page, slot));
}

/** The pages and slots that a place may be, each by itself. */
function single([field, [page, slot = ZERO]]: readonly [Field | undefined, Place]) {
  if (page === undefined) return [];
  const slots = isLiteral(slot) ? [slot] : sidesOf(slot);
  return sidesOf(page).flatMap((one) => slots.map((its) => [field, one, its] as const));
}

/** The sides of choices. */
function sidesOf(term: Term): Term[] {
  const choice = choiceOf(term);
  if (choice === undefined) return isLiteral(term) && numberOf(term) === 0 ? [] : [term];
  return [...new Set(choice.slice(1).flatMap(sidesOf))];
}

/**
 * The invariants at all places that a step from a state reads or writes. A step may come upon any
 * number. Of those that no page has the memory says nothing: so it may as well say that they are
 * nothing, which is what is taken of them here.
 */
export function relied(
  state: State,
  step: (state: State) => State,
  said: Said = SAID,
  outlook: Outlook = {},
): Claim[] {
  const places: (readonly [Field | undefined, Place])[] = [];
  const traced = State.of(
    state.pages,
    (field, place) => {
      places.push([field, place]);
      return state.lookup(field, place);
    },
    outlook,
  );
  for (const change of step(traced).steps)
    if (!("renewed" in change))
      places.push("field" in change ? [change.field, change.place] : [undefined, [change.cleared]]);
  const claims = new Map<Term, Claim>();
  for (const [field, page, slot] of places.flatMap(single)) {
    const of = field === undefined ? [] : saidOf(said, state, field, page, slot);
    for (const claim of placeInvariants(state, page)) claims.set(claim.holds, claim);
    for (const { claim, holds } of [...pageInvariants(state, page), ...of]) {
      const ofPage = implies(ult(page, state.pages), holds);
      claims.set(ofPage, { claim, holds: ofPage });
    }
  }
  return [...claims.values()];
}
