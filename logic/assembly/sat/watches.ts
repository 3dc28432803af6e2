/**
 * For each literal the clauses that watch it: they are visited when it becomes false.
 *
 *     watch   u32  blocker: another literal of the clause; while it is true, all is well
 *             u32  the clause; with bit 0 set if it has just these two literals
 *
 * A list is a block that doubles when it is full.
 */
import { addressOf, endOfClauses, firstClause, HEADER_BYTES, nextClause } from "./clauses";
import { allocate, release, table } from "./memory";

export const WATCH_BYTES: u32 = 8;
export const BINARY: u32 = 1;

const LIST_SHIFT: u32 = 4;
const CLASS_SMALLEST: u32 = 5;

let lists: u32 = 0;
let literals: u32 = 0;

export function resetWatches(variables: u32): void {
  literals = variables << 1;
  lists = table(literals << LIST_SHIFT);
}

/** The address of a literal's list: u32 address, u32 end, u32 class (0: none yet). */
export function listOf(literal: u32): u32 {
  return lists + (literal << LIST_SHIFT);
}

export function watchesBegin(list: u32): u32 {
  return load<u32>(list);
}

export function watchesEnd(list: u32): u32 {
  return load<u32>(list, 4);
}

/** Shortens a list to what lies before `end`. */
export function cutWatches(list: u32, end: u32): void {
  store<u32>(list, end, 4);
}

export function watch(literal: u32, blocker: u32, reference: u32): void {
  const list = listOf(literal);
  let end = load<u32>(list, 4);
  const sizeClass = load<u32>(list, 8);
  if (sizeClass == 0 || end == load<u32>(list) + (1 << sizeClass)) end = growList(list, sizeClass);
  store<u32>(end, blocker);
  store<u32>(end, reference, 4);
  store<u32>(list, end + WATCH_BYTES, 4);
}

function growList(list: u32, sizeClass: u32): u32 {
  const largerClass = sizeClass == 0 ? CLASS_SMALLEST : sizeClass + 1;
  const larger = allocate(largerClass);
  let bytes: u32 = 0;
  if (sizeClass != 0) {
    bytes = (<u32>1) << sizeClass;
    memory.copy(larger, load<u32>(list), bytes);
    release(load<u32>(list), sizeClass);
  }
  store<u32>(list, larger);
  store<u32>(list, larger + bytes, 4);
  store<u32>(list, largerClass, 8);
  return larger + bytes;
}

/** Watches a clause of two or more literals by its first two. */
export function watchClause(clause: u32): void {
  const address = addressOf(clause);
  const first = load<u32>(address, HEADER_BYTES);
  const second = load<u32>(address, HEADER_BYTES + 4);
  const reference = load<u32>(address) == 2 ? clause | BINARY : clause;
  watch(first, second, reference);
  watch(second, first, reference);
}

export function clearWatches(): void {
  for (let literal: u32 = 0; literal < literals; literal++) {
    const list = listOf(literal);
    cutWatches(list, watchesBegin(list));
  }
}

/** Watches all clauses anew, those of two literals first: they decide without a look at the
 * clause. */
export function rewatch(): void {
  clearWatches();
  watchSizes(true);
  watchSizes(false);
}

function watchSizes(binary: bool): void {
  const end = endOfClauses();
  for (let clause = firstClause(); clause < end; clause = nextClause(clause))
    if ((load<u32>(addressOf(clause)) == 2) == binary) watchClause(clause);
}
