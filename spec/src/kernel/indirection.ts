/**
 * Indirections: pages that stand for a capability, so that what was handed out through one can be
 * taken back at once, and nothing else is. Whoever may GRANT with it decides what it stands for.
 */
import * as numbers from "@ashlar/kernel/interface";
import { GENERATION_MAX } from "@ashlar/kernel/layout";
import { add, and, equal, not } from "@ashlar/logic";
import { number64 } from "../number.js";
import { type Capability, isLive, rootOf } from "./capability.js";
import { GENERATION, SLOT, TARGET } from "./fields.js";
import type { State } from "./state.js";
import { directRefusals, named, perform, type Refusal, type SystemCall } from "./system-call.js";
import { withReference } from "./weak-reference.js";

/** Checks of an Indirection itself, not of what it stands for. */
const indirectionRefusals = (state: State, indirection: Capability): Refusal[] =>
  directRefusals(state, indirection, numbers.INDIRECTION, numbers.GRANT, 0);

/**
 * `indirectionCreate(indirection, slot, rights)`: from now on it stands for the capability in the
 * slot, with no more than these rights. It must not stand for anything yet.
 */
export const create: SystemCall = (state, [slot, targetSlot, rights]) => {
  const [indirection, target] = [named(state, slot), named(state, targetSlot)];
  const { page } = indirection;
  const isUsed = not(equal(state.get(TARGET.generation, page), number64(0)));
  return perform(state, {
    refusals: [
      ...indirectionRefusals(state, indirection),
      [not(isLive(state, target)), numbers.NO_CAPABILITY, 1],
      [equal(target.page, page), numbers.OUT_OF_RANGE, 1],
      [isUsed, numbers.IN_USE, 0],
    ],
    invoke: (before) =>
      withReference(before, TARGET, page, target).with(
        TARGET.rights,
        [page],
        and(target.rights, rights),
      ),
  });
};

/**
 * `indirectionInvalidate(indirection)`: all capabilities to it are void but the caller's, and it
 * stands for nothing.
 */
export const invalidate: SystemCall = (state, [slot]) => {
  const indirection = named(state, slot);
  const { page, generation } = indirection;
  const next = add(generation, number64(1));
  return perform(state, {
    refusals: [
      ...indirectionRefusals(state, indirection),
      [equal(generation, number64(GENERATION_MAX)), numbers.WORN_OUT],
    ],
    invoke: (before) =>
      before
        .cleared(page)
        .with(GENERATION, [page], next)
        .with(SLOT.generation, [rootOf(state).page, slot], next),
  });
};
