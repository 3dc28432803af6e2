/**
 * The certificate, written while the search learns. A step is a derived clause and the clauses
 * that prove it by unit propagation, in the order in which they propagate:
 *
 *     literal … 0  clause number … 0
 *
 * Literals are DIMACS's. The problem's clauses are numbered from 1 in their order, each step takes
 * the next number. Nothing here is trusted: `logic/src/sat/checker.ts` is what judges.
 */
declare function drain(address: u32, words: u32): void;

const BUFFER_WORDS: u32 = 16384;
const buffer: u32 = <u32>memory.data(65536, 8);

let words: u32 = 0;
let numbers: u32 = 0;

/** Starts a certificate for a problem of `clauses` clauses. */
export function resetProof(clauses: u32): void {
  words = 0;
  numbers = clauses;
}

function put(word: i32): void {
  if (words == BUFFER_WORDS) flushProof();
  store<i32>(buffer + (words << 2), word);
  words++;
}

/** Hands what is buffered to the host. */
export function flushProof(): void {
  if (words > 0) drain(buffer, words);
  words = 0;
}

/** A literal of the step's clause, in this solver's coding. */
export function proveLiteral(literal: u32): void {
  const variable = <i32>(literal >> 1) + 1;
  put((literal & 1) != 0 ? -variable : variable);
}

/** After the clause's last literal. */
export function proveBecause(): void {
  put(0);
}

/** The next clause that propagates, by its number. */
export function proveBy(clause: u32): void {
  put(<i32>clause);
}

/** Ends the step; returns its clause's number. */
export function proveEnd(): u32 {
  put(0);
  numbers++;
  return numbers;
}
