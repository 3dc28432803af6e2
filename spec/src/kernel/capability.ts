/**
 * Capabilities: what a thread may do to which page. One is valid only while its page is of the same
 * generation; so when a page is reclaimed, all capabilities to it die at once.
 *
 * What one handed out can be taken back one by one if it was handed out through an Indirection: a
 * page that names another one, and dies by itself.
 */
import { CNODE, INDIRECTION, INDIRECTIONS_MAX, SLOTS } from "@ashlar/kernel/interface";
import { all, and, equal, ite, not, type Term, ult } from "@ashlar/logic";
import { number64 } from "../number.js";
import { GENERATION, ROOT, SLOT, TARGET, TYPE } from "./fields.js";
import type { Place, State } from "./state.js";
import { type Named, referenceIn } from "./weak-reference.js";

export interface Capability {
  readonly generation: Term;
  readonly page: Term;
  readonly rights: Term;
  readonly badge: Term;
}

const ZERO = number64(0);
export const NO_CAPABILITY: Capability = {
  generation: ZERO,
  page: ZERO,
  rights: ZERO,
  badge: ZERO,
};

export const isSlot = (slot: Term) => ult(slot, number64(SLOTS));

/** What stands in a slot. */
export const capabilityAt = (state: State, ...place: Place): Capability => ({
  generation: state.get(SLOT.generation, ...place),
  page: state.get(SLOT.page, ...place),
  rights: state.get(SLOT.rights, ...place),
  badge: state.get(SLOT.badge, ...place),
});

/** A capability put in a slot. */
export const withCapability = (state: State, place: Place, capability: Capability): State =>
  (Object.keys(SLOT) as (keyof Capability)[]).reduce(
    (before, part) => before.with(SLOT[part], place, capability[part]),
    state,
  );

export const isEmpty = ({ generation }: Capability) => equal(generation, ZERO);

/** Whether what is named is still there. No page has generation 0. */
export const isLive = (state: State, { page, generation }: Named) =>
  all([
    not(equal(generation, ZERO)),
    ult(page, state.pages),
    equal(state.get(GENERATION, page), generation),
  ]);

export const isOfType = (state: State, page: Term, type: number) =>
  equal(state.get(TYPE, page), number64(type));

/** The capability that an Indirection stands for, weakened by the one to it. */
function throughIndirection(state: State, { page, rights, badge }: Capability): Capability {
  return {
    generation: state.get(TARGET.generation, page),
    page: state.get(TARGET.page, page),
    rights: and(rights, state.get(TARGET.rights, page)),
    badge,
  };
}

/** One capability if a condition holds, otherwise another. */
export const chosen = (when: Term, one: Capability, other: Capability): Capability => ({
  generation: ite(when, one.generation, other.generation),
  page: ite(when, one.page, other.page),
  rights: ite(when, one.rights, other.rights),
  badge: ite(when, one.badge, other.badge),
});

/** What a capability is for, behind its Indirections; what is no more becomes none. */
export function resolved(state: State, capability: Capability): Capability {
  let found = chosen(isLive(state, capability), capability, NO_CAPABILITY);
  for (let depth = 0; depth < INDIRECTIONS_MAX; depth++) {
    const isIndirect = and(not(isEmpty(found)), isOfType(state, found.page, INDIRECTION));
    const next = throughIndirection(state, found);
    found = chosen(isIndirect, chosen(isLive(state, next), next, NO_CAPABILITY), found);
  }
  return found;
}

/** The page of a thread's capability space, as a weak reference. */
export const rootOf = (state: State, thread = state.current) => referenceIn(state, ROOT, thread);

/** Whether a thread has a slot of that number. */
export function hasSlot(state: State, thread: Term, slot: Term): Term {
  const root = rootOf(state, thread);
  return all([isLive(state, root), isOfType(state, root.page, CNODE), isSlot(slot)]);
}
