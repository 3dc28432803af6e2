/**
 * Address spaces. A thread has a root table as its own, by a weak reference: when that is reclaimed
 * there is nothing in its space any more. Whoever runs does so in its own space: the machine uses no
 * other when the kernel returns. While nobody runs it uses any that is still there.
 */
import * as numbers from "@ashlar/kernel/interface";
import { equal, ite, type Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { isLive } from "./capability.js";
import { CURRENT, SPACE, THREAD_SPACE } from "./fields.js";
import type { State } from "./state.js";
import {
  directRefusals,
  named,
  object,
  objectRefusals,
  perform,
  type SystemCall,
} from "./system-call.js";
import { referenceIn, withReference } from "./weak-reference.js";

const ZERO = number64(0);

/** The root table of a thread's space; 0: it has none, or none any more. */
export function spaceOf(state: State, thread: Term): Term {
  const reference = referenceIn(state, THREAD_SPACE, thread);
  return ite(isLive(state, reference), reference.page, ZERO);
}

/** A thread runs from now on. */
export const running = (state: State, thread: Term): State =>
  state.with(CURRENT, [], thread).with(SPACE, [], spaceOf(state, thread));

/** A root table is not used any more, whoever runs. */
export const abandoned = (state: State, root: Term): State =>
  state.if(equal(root, state.get(SPACE)), (used) => used.with(SPACE, [], ZERO));

/**
 * `threadSetAddressSpace(thread, table)`: gives it the root table in the slot as its address space.
 * Needs WRITE for the thread and all rights for the table, and no Indirection before that: what a
 * thread keeps could not be taken back.
 */
export const setAddressSpace: SystemCall = (state, [slot, spaceSlot]) => {
  const [thread, space] = [object(state, slot), named(state, spaceSlot)];
  return perform(state, {
    refusals: [
      ...objectRefusals(state, thread, numbers.THREAD, numbers.WRITE, 0),
      ...directRefusals(state, space, numbers.ROOT_TABLE, numbers.ALL_RIGHTS, 1),
    ],
    invoke: (before) =>
      withReference(before, THREAD_SPACE, thread.page, space).if(
        equal(thread.page, state.current),
        (own) => running(own, thread.page),
      ),
  });
};
