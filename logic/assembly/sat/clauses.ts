/**
 * The clauses, one after the other in one array. A reference is the byte offset of
 *
 *     size, flags, number in the certificate, literals…            (32-bit words)
 *
 * The first two literals are the watched ones, and a clause that implies a literal has it there.
 * A literal is `variable << 1 | negative`, variables count from 0.
 */
import { allocate, classFor, release } from "./memory";

export const NONE: u32 = 0;
export const HEADER_BYTES: u32 = 12;

const GLUE_MASK: u32 = 0xffff;
const USED_SHIFT: u32 = 16;
const USED_MASK: u32 = 3 << USED_SHIFT;
export const LEARNED: u32 = 1 << 18;
export const GARBAGE: u32 = 1 << 19;

/** Offset 0 stands for no clause. */
const FIRST: u32 = 16;

let arena: u32 = 0;
let arenaClass: u32 = 0;
let arenaEnd: u32 = 0;

export function resetClauses(bytes: u32): void {
  arenaClass = classFor(bytes + FIRST);
  arena = allocate(arenaClass);
  arenaEnd = FIRST;
}

/** The address of a clause; valid until the next clause is added. */
export function addressOf(clause: u32): u32 {
  return arena + clause;
}

export function literalsOf(clause: u32): u32 {
  return arena + clause + HEADER_BYTES;
}

export function sizeOf(clause: u32): u32 {
  return load<u32>(arena + clause);
}

export function flagsOf(clause: u32): u32 {
  return load<u32>(arena + clause, 4);
}

export function setFlags(clause: u32, flags: u32): void {
  store<u32>(arena + clause, flags, 4);
}

export function numberOf(clause: u32): u32 {
  return load<u32>(arena + clause, 8);
}

/** How many levels the clause's literals were spread over when it last was looked at. */
export function glueOf(clause: u32): u32 {
  return flagsOf(clause) & GLUE_MASK;
}

/** How many more reductions a clause that was of use is spared. */
export function usedOf(clause: u32): u32 {
  return (flagsOf(clause) & USED_MASK) >> USED_SHIFT;
}

export function setGlueAndUsed(clause: u32, glue: u32, used: u32): void {
  const kept = flagsOf(clause) & ~(GLUE_MASK | USED_MASK);
  setFlags(clause, kept | min<u32>(glue, GLUE_MASK) | (used << USED_SHIFT));
}

/** Adds a clause without its literals, which the caller writes to `literalsOf`. */
export function newClause(size: u32, flags: u32, number: u32): u32 {
  const bytes = HEADER_BYTES + (size << 2);
  if (arenaEnd + bytes > (<u32>1) << arenaClass) growArena(arenaEnd + bytes);
  const clause = arenaEnd;
  arenaEnd += bytes;
  const address = arena + clause;
  store<u32>(address, size);
  store<u32>(address, flags, 4);
  store<u32>(address, number, 8);
  return clause;
}

function growArena(bytes: u32): void {
  const largerClass = classFor(bytes);
  const larger = allocate(largerClass);
  memory.copy(larger, arena, arenaEnd);
  release(arena, arenaClass);
  arena = larger;
  arenaClass = largerClass;
}

export function firstClause(): u32 {
  return FIRST;
}

/** Where the clause after this one starts. */
export function nextClause(clause: u32): u32 {
  return clause + HEADER_BYTES + (sizeOf(clause) << 2);
}

export function endOfClauses(): u32 {
  return arenaEnd;
}

/** Moves a clause down to offset `to`, which is not above it. */
export function moveClause(clause: u32, to: u32): void {
  memory.copy(arena + to, arena + clause, HEADER_BYTES + (sizeOf(clause) << 2));
}

/** Ends the array at `end`, after what follows was moved down or is garbage. */
export function cutClauses(end: u32): void {
  arenaEnd = end;
}
