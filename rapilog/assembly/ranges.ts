/**
 * Large zeroed and trimmed ranges that are not home yet. A range of up to 256 KiB stands in the
 * overlay, sector by sector; a larger one is one row here, however large, and is never expanded.
 * Sixty-four rows at most: a burst of more waits for the home thread.
 *
 * A range that is home no longer hides home, but it still hides what the ring holds from before
 * it. When such a row is forgotten, so is everything in the ring before it.
 */
import { forgetBefore, heldFrom, heldSectors, releasedPosition } from "./watermarks";

const ROWS: u32 = 64;
const ROW_BYTES: u32 = 24;
const rows: u32 = <u32>memory.data(1536, 8);
let used: u32 = 0;

function rowAt(row: u32): u32 {
  return rows + row * ROW_BYTES;
}

function positionOf(row: u32): u64 {
  return load<u64>(rowAt(row), 16);
}

function ageOf(row: u32): u32 {
  const distance = positionOf(row) - heldFrom();
  return distance < <u64>heldSectors() ? <u32>distance + 1 : 0;
}

export function resetRanges(): void {
  assert(ROWS * ROW_BYTES == 1536);
  used = 0;
}

/** Forgets the rows that are home, keeping the others in order. */
function compact(): void {
  let kept: u32 = 0;
  for (let row: u32 = 0; row < used; row++) {
    if (positionOf(row) < releasedPosition()) {
      forgetBefore(positionOf(row) + 1);
      continue;
    }
    memory.copy(rowAt(kept), rowAt(row), ROW_BYTES);
    kept++;
  }
  used = kept;
}

/** Whether one more range fits. */
export function rangeFits(): bool {
  if (used == ROWS) compact();
  return used < ROWS;
}

/** Notes a range of sectors [first, end) whose record is at `position`. `rangeFits` has held. */
export function putRange(first: u64, end: u64, position: u64): void {
  assert(used < ROWS && first < end);
  const at = rowAt(used);
  store<u64>(at, first);
  store<u64>(at, end, 8);
  store<u64>(at, position, 16);
  used++;
}

/** How new the newest range over a sector is: 1 + its distance from `heldFrom`, 0 for none. */
export function ageOfRange(sector: u64): u32 {
  let newest: u32 = 0;
  for (let row: u32 = 0; row < used; row++) {
    const at = rowAt(row);
    if (sector < load<u64>(at) || sector >= load<u64>(at, 8)) continue;
    newest = max<u32>(newest, ageOf(row));
  }
  return newest;
}

/** Whether a range of this age is home already. */
export function isHomeAt(age: u32): bool {
  return heldFrom() + <u64>age <= releasedPosition();
}
