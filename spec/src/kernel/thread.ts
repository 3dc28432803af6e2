/** Threads: who calls, and with which capability space. */
import * as numbers from "@ashlar/kernel/interface";
import { not } from "@ashlar/logic";
import { isLive } from "./capability.js";
import { ROOT } from "./fields.js";
import { named, object, objectRefusals, perform, type SystemCall } from "./system-call.js";

/**
 * `threadConfigure(thread, slot)`: gives the thread the CNode in the slot as its capability space.
 * Needs WRITE for the thread and all rights for the CNode, and no Indirection before that: what a
 * thread keeps could not be taken back.
 */
export const configure: SystemCall = (state, [slot, rootSlot]) => {
  const [thread, root] = [object(state, slot), named(state, rootSlot)];
  return perform(state, {
    refusals: [
      ...objectRefusals(state, thread, numbers.THREAD, numbers.WRITE),
      [not(isLive(state, root)), numbers.NO_CAPABILITY],
      ...objectRefusals(state, root, numbers.CNODE, numbers.ALL_RIGHTS),
    ],
    invoke: (before) =>
      before
        .with(ROOT.generation, [thread.page], root.generation)
        .with(ROOT.page, [thread.page], root.page),
  });
};
