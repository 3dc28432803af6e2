/**
 * Frames: memory that threads use, memory that devices use too (DMA), and the registers of devices. A
 * frame may be named by as many entries as it has mapping slots. Each capability that may map has a
 * slot of its own, chosen by its badge when it was minted; so holders of a frame are not in each
 * other's way, and see nothing of each other. Who minted can unmap what was mapped.
 *
 * No Indirection may stand before the capability: what an entry keeps could not be taken back.
 */
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { all, and, equal, ite, not, or, sub, type Term, ult } from "@ashlar/logic";
import { number64 } from "../number.js";
import { type Capability, isOfType } from "./capability.js";
import { isEmptyEntry, isIndex, isMapped, map, unmap } from "./mapping.js";
import type { State } from "./state.js";
import {
  directRefusalsAmong,
  named,
  object,
  objectRefusals,
  perform,
  type SystemCall,
} from "./system-call.js";

const [ZERO, ONE] = [number64(0), number64(1)];

export const FRAMES = [numbers.FRAME, numbers.DEVICE_FRAME, numbers.DMA_FRAME];

const has = (rights: Term, right: number) => not(equal(and(rights, number64(right)), ZERO));

/** The mapping slot that a capability's badge chooses: 1 the first one; 0 none. */
const slotOf = ({ badge }: Capability) => sub(badge, ONE);
const choosesSlot = (capability: Capability) =>
  ult(slotOf(capability), number64(numbers.MAPPING_SLOTS));

/** Whether a frame can be used so: read at least; and devices' registers are no program. */
const isUse = (state: State, page: Term, rights: Term) =>
  all([
    has(rights, numbers.READ),
    not(has(rights, numbers.GRANT)),
    not(and(isOfType(state, page, numbers.DEVICE_FRAME), has(rights, numbers.EXECUTE))),
  ]);

const READ_FLAGS = number64(
  layout.ENTRY_VALID | layout.ENTRY_READ | layout.ENTRY_USER | layout.ENTRY_ACCESSED,
);
const WRITE_FLAGS = number64(layout.ENTRY_WRITE | layout.ENTRY_DIRTY);
const EXECUTE_FLAGS = number64(layout.ENTRY_EXECUTE);

/**
 * What an entry says of a frame that is used so. That it was accessed, and written if it can be, is
 * said from the start: so the machine never writes an entry by itself.
 */
export const leafFlags = (rights: Term) =>
  or(
    READ_FLAGS,
    or(
      ite(has(rights, numbers.WRITE), WRITE_FLAGS, ZERO),
      ite(has(rights, numbers.EXECUTE), EXECUTE_FLAGS, ZERO),
    ),
  );

/**
 * `frameMap(frame, table, index, rights)`: an entry of a leaf table names the frame, with these
 * rights: READ at least, and no more than the capability has. Needs WRITE for the table.
 */
export const mapFrame: SystemCall = (state, [slot, tableSlot, index, rights]) => {
  const [frame, table] = [named(state, slot), object(state, tableSlot)];
  const mapping = slotOf(frame);
  return perform(state, {
    refusals: [
      ...directRefusalsAmong(state, frame, FRAMES, 0, 0),
      [not(equal(and(frame.rights, rights), rights)), numbers.NO_RIGHT, 3],
      ...objectRefusals(state, table, numbers.LEAF_TABLE, numbers.WRITE, 1),
      [not(isIndex(index)), numbers.OUT_OF_RANGE, 2],
      [not(choosesSlot(frame)), numbers.OUT_OF_RANGE, 0],
      [not(isUse(state, frame.page, rights)), numbers.OUT_OF_RANGE, 3],
      [isMapped(state, frame.page, mapping), numbers.IN_USE, 0],
      [not(isEmptyEntry(state, table.page, index)), numbers.IN_USE, 2],
    ],
    invoke: (before) => map(before, [frame.page, mapping], [table.page, index], leafFlags(rights)),
  });
};

/** `frameUnmap(frame)`: the entry that was mapped with this badge is empty then. Needs READ. */
export const unmapFrame: SystemCall = (state, [slot]) => {
  const frame = named(state, slot);
  const mapping = slotOf(frame);
  return perform(state, {
    refusals: [
      ...directRefusalsAmong(state, frame, FRAMES, numbers.READ, 0),
      [not(choosesSlot(frame)), numbers.OUT_OF_RANGE, 0],
      [not(isMapped(state, frame.page, mapping)), numbers.NOTHING],
    ],
    invoke: (before) => unmap(before, frame.page, mapping),
  });
};
