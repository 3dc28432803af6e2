/**
 * The state: four positions and what may move them.
 *
 *     released ≤ journaled ≤ head          released ≤ acknowledged ≤ head
 *     acknowledged - journaled ≤ budget    head - released ≤ ringSectors
 *
 * `released` counts as journaled: what is home was in the journal first. The budget is 0 in
 * effect while the power fails or the journal does: then only what is in the journal is
 * acknowledged. (A budget that is lowered holds for what is acknowledged from then on.)
 *
 * What is released stays readable in the ring until it is overwritten: the window from `heldFrom`
 * to `head` is intact. It begins no earlier than where this log was attached.
 */
import { FAULT_FAILED, FAULT_NONE, SECTOR_SHIFT } from "./layout";
import { ringSize } from "./ring";

let releasedAt: u64 = 0;
let journaledAt: u64 = 0;
let acknowledgedAt: u64 = 0;
let headAt: u64 = 0;
let intactFrom: u64 = 0;
let budgetSectors: u64 = 0;
let powerFails: bool = false;
let faultState: u32 = FAULT_NONE;

/** An empty log whose next record is at `position`. */
export function resetWatermarks(position: u64): void {
  releasedAt = position;
  journaledAt = position;
  acknowledgedAt = position;
  headAt = position;
  intactFrom = position;
  budgetSectors = 0;
  powerFails = false;
  faultState = FAULT_NONE;
}

export function releasedPosition(): u64 {
  return releasedAt;
}

/** Sectors of the ring that hold what is not home yet. */
export function liveSectors(): u32 {
  return <u32>(headAt - releasedAt);
}

/** The first position whose sector still stands in the ring and may be read from there. */
export function heldFrom(): u64 {
  const ring = <u64>ringSize();
  return headAt > ring ? max<u64>(headAt - ring, intactFrom) : intactFrom;
}

/** Sectors from `heldFrom` to the head; the whole ring at most. */
export function heldSectors(): u32 {
  return <u32>(headAt - heldFrom());
}

/** Nothing before `position` is to be read from the ring any more; all of it is home. */
export function forgetBefore(position: u64): void {
  assert(position <= releasedAt);
  intactFrom = max<u64>(intactFrom, position);
}

export function powerIsFailing(): bool {
  return powerFails;
}

export function journalHasFailed(): bool {
  return faultState == FAULT_FAILED;
}

function acknowledge(): void {
  const absorbs = !powerFails && faultState == FAULT_NONE;
  const reach = absorbs ? journaledAt + budgetSectors : journaledAt;
  const limit = min<u64>(headAt, reach);
  if (limit > acknowledgedAt) acknowledgedAt = limit;
}

/** A record of `sectors` sectors stands complete at the head. */
export function advanceHead(sectors: u32): void {
  headAt += <u64>sectors;
  acknowledge();
}

/** Event: how many bytes the remaining energy can still write to the journal. */
export function budget(bytes: u64): void {
  budgetSectors = bytes >> SECTOR_SHIFT;
  acknowledge();
}

/** Event: the journal holds, synced, everything before `position`. */
export function journaled(position: u64): void {
  assert(position <= headAt);
  if (position > journaledAt) journaledAt = position;
  acknowledge();
}

/** Event: the disk holds, synced, everything before `position`; its ring space is free. */
export function released(position: u64): void {
  assert(position <= headAt);
  if (position > releasedAt) releasedAt = position;
  journaled(position);
}

/** Event: the power fails (1) or is back (0). */
export function power(state: u32): void {
  powerFails = state != 0;
  acknowledge();
}

/** Event: the journal works (0), fails for now (1) or for good (2). */
export function fault(state: u32): void {
  assert(state <= FAULT_FAILED);
  faultState = state;
  acknowledge();
}

/** Everything before this position may be acknowledged to clients. */
export function acknowledged(): u64 {
  return acknowledgedAt;
}

/** The end of the last complete record. */
export function head(): u64 {
  return headAt;
}
