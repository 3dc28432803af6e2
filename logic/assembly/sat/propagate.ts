/**
 * Unit propagation by two watched literals with blockers (Moskewicz et al., "Chaff", DAC 2001;
 * Chu, Harwood, Stuckey, "Cache conscious data structures for Boolean satisfiability solvers").
 *
 * Invariant between calls: in each clause either both watched literals are not false, or one is
 * true on a level not above that of the other.
 */
import { addressOf, HEADER_BYTES, NONE } from "./clauses";
import { assignedCount, imply, literalAt, propagated, setPropagated, valuesTable } from "./trail";
import {
  BINARY,
  cutWatches,
  listOf,
  WATCH_BYTES,
  watch,
  watchesBegin,
  watchesEnd,
} from "./watches";

/** What became of a watch. */
const KEPT: u32 = 0;
const MOVED: u32 = 1;
const CONFLICT: u32 = 2;

let propagations: u64 = 0;

export function resetPropagations(): void {
  propagations = 0;
}

export function propagationCount(): u64 {
  return propagations;
}

/** Propagates everything; returns a clause whose literals are all false, or `NONE`. */
export function propagate(): u32 {
  const before = propagated();
  let position = before;
  let conflict = NONE;
  while (conflict == NONE && position < assignedCount()) {
    conflict = visit(literalAt(position) ^ 1);
    position++;
  }
  propagations += <u64>(position - before);
  setPropagated(position);
  return conflict;
}

/** A literal of the clause, from its third on, that is not false; 0 if there is none. */
function replacement(literals: u32, size: u32, values: u32): u32 {
  const end = literals + (size << 2);
  for (let at = literals + 8; at < end; at += 4)
    if (load<i8>(values + load<u32>(at)) >= 0) return at;
  return 0;
}

/** Visits all clauses that watch a literal which became false. */
function visit(falseLiteral: u32): u32 {
  const list = listOf(falseLiteral);
  const values = valuesTable();
  const end = watchesEnd(list);
  let from = watchesBegin(list);
  let to = from;
  let conflict = NONE;
  while (from < end && conflict == NONE) {
    const blocker = load<u32>(from);
    const reference = load<u32>(from, 4);
    store<u32>(to, blocker);
    store<u32>(to, reference, 4);
    from += WATCH_BYTES;
    to += WATCH_BYTES;
    const truth = load<i8>(values + blocker);
    if (truth > 0) continue;
    if ((reference & BINARY) != 0) {
      if (truth == 0) imply(blocker, reference & ~BINARY);
      else conflict = reference & ~BINARY;
      continue;
    }
    const outcome = visitLong(reference, falseLiteral, to - WATCH_BYTES, values);
    if (outcome == MOVED) to -= WATCH_BYTES;
    else if (outcome == CONFLICT) conflict = reference;
  }
  memory.copy(to, from, end - from);
  cutWatches(list, to + (end - from));
  return conflict;
}

/** Visits a clause of three literals or more, whose watch is at `slot`. */
function visitLong(clause: u32, falseLiteral: u32, slot: u32, values: u32): u32 {
  const address = addressOf(clause);
  const literals = address + HEADER_BYTES;
  const other = load<u32>(literals) ^ load<u32>(literals, 4) ^ falseLiteral;
  const otherTruth = load<i8>(values + other);
  store<u32>(slot, other);
  if (otherTruth > 0) return KEPT;
  const found = replacement(literals, load<u32>(address), values);
  if (found != 0) {
    const literal = load<u32>(found);
    if (load<i8>(values + literal) > 0) {
      store<u32>(slot, literal);
      return KEPT;
    }
    store<u32>(literals, other);
    store<u32>(literals, literal, 4);
    store<u32>(found, falseLiteral);
    watch(literal, other, clause);
    return MOVED;
  }
  if (otherTruth < 0) return CONFLICT;
  imply(other, clause);
  return KEPT;
}
