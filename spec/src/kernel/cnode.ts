/**
 * CNodes: pages of 256 slots for capabilities. A thread names what it uses by slots of its own one;
 * a capability to a CNode lets its holder change it. Rights only ever get fewer.
 */
import * as numbers from "@ashlar/kernel/interface";
import { and, equal, not, or, type Term, uge } from "@ashlar/logic";
import { number64 } from "../number.js";
import {
  type Capability,
  capabilityAt,
  isEmpty,
  isLive,
  isSlot,
  NO_CAPABILITY,
  withCapability,
} from "./capability.js";
import type { Place, State } from "./state.js";
import {
  type Arguments,
  object,
  objectRefusals,
  perform,
  type Refusal,
  type SystemCall,
} from "./system-call.js";

const BADGES = number64(1n << 32n);

/** From which slot a capability goes to which. */
interface Transfer {
  readonly from: Place;
  readonly into: Place;
  readonly capability: Capability;
  readonly refusals: readonly Refusal[];
}

/** `call(cnode, slot, source cnode, source slot, …)`: WRITE for the one, `needed` for the other. */
export function transfer(
  state: State,
  [slot, index, sourceSlot, sourceIndex]: Arguments,
  needed: number,
): Transfer {
  const [cnode, source] = [object(state, slot), object(state, sourceSlot)];
  const [into, from]: Place[] = [
    [cnode.page, index],
    [source.page, sourceIndex],
  ];
  const capability = capabilityAt(state, ...from!);
  return {
    ...{ from: from!, into: into!, capability },
    refusals: [
      ...objectRefusals(state, cnode, numbers.CNODE, numbers.WRITE, 0),
      ...objectRefusals(state, source, numbers.CNODE, needed, 2),
      [not(isSlot(index)), numbers.OUT_OF_RANGE, 1],
      [not(isSlot(sourceIndex)), numbers.OUT_OF_RANGE, 3],
      [not(isLive(state, capability)), numbers.NO_CAPABILITY, 3],
      [not(isEmpty(capabilityAt(state, ...into!))), numbers.IN_USE, 1],
    ],
  };
}

const weakened = (capability: Capability, rights: Term): Capability => ({
  ...capability,
  rights: and(capability.rights, rights),
});

/** `cnodeCopy(cnode, slot, source, source slot, rights)`: a copy with no more than these rights. */
export const copy: SystemCall = (state, registers) => {
  const { into, capability, refusals } = transfer(state, registers, numbers.READ);
  return perform(state, {
    refusals,
    invoke: (before) => withCapability(before, into, weakened(capability, registers[4])),
  });
};

/**
 * `cnodeMint(cnode, slot, source, source slot, rights, badge)`: a copy that says who holds it. A
 * badge is given once: one with a badge cannot be given another.
 */
export const mint: SystemCall = (state, registers) => {
  const { into, capability, refusals } = transfer(state, registers, numbers.READ);
  const [, , , , rights, badge] = registers;
  return perform(state, {
    refusals: [
      ...refusals,
      [or(uge(badge, BADGES), equal(badge, number64(0))), numbers.OUT_OF_RANGE, 5],
      [not(equal(capability.badge, number64(0))), numbers.IN_USE, 3],
    ],
    invoke: (before) => withCapability(before, into, { ...weakened(capability, rights), badge }),
  });
};

/** `cnodeMove(cnode, slot, source, source slot)`: as it is; the other slot is empty then. */
export const move: SystemCall = (state, registers) => {
  const { from, into, capability, refusals } = transfer(state, registers, numbers.WRITE);
  return perform(state, {
    refusals,
    invoke: (before) =>
      withCapability(withCapability(before, into, capability), from, NO_CAPABILITY),
  });
};

/** `cnodeDelete(cnode, slot)`: the slot is empty then. Needs WRITE. */
export const remove: SystemCall = (state, [slot, index]) => {
  const cnode = object(state, slot);
  return perform(state, {
    refusals: [
      ...objectRefusals(state, cnode, numbers.CNODE, numbers.WRITE, 0),
      [not(isSlot(index)), numbers.OUT_OF_RANGE, 1],
    ],
    invoke: (before) => withCapability(before, [cnode.page, index], NO_CAPABILITY),
  });
};
