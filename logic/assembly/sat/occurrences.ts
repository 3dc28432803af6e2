/**
 * For preprocessing the watch lists hold every clause of each literal. No clause has a literal with
 * a value then: one that is true makes the clause garbage, one that is false is left out of a new
 * clause in its place.
 */
import {
  addressOf,
  endOfClauses,
  firstClause,
  flagsOf,
  GARBAGE,
  LEARNED,
  literalsOf,
  newClause,
  nextClause,
  numberOf,
  setFlags,
  sizeOf,
} from "./clauses";
import { proveBecause, proveBy, proveEnd, proveLiteral } from "./proof";
import { countOf, cut, get, newStack, push } from "./stack";
import { assignedCount, fix, literalAt, propagated, setPropagated, truthOf, unitOf } from "./trail";
import { clearWatches, listOf, WATCH_BYTES, watch, watchesBegin, watchesEnd } from "./watches";

let kept: u32 = 0;
let falseUnits: u32 = 0;
let isContradictory: bool = false;

export function resetOccurrences(variables: u32): void {
  kept = newStack(variables);
  falseUnits = newStack(variables);
  isContradictory = false;
}

/** Whether the problem has turned out to have no solution, and that is proved. */
export function contradicted(): bool {
  return isContradictory;
}

export function isGarbage(clause: u32): bool {
  return (flagsOf(clause) & GARBAGE) != 0;
}

export function discard(clause: u32): void {
  setFlags(clause, flagsOf(clause) | GARBAGE);
}

/** Fills the lists. */
export function connectAll(): void {
  clearWatches();
  const end = endOfClauses();
  for (let clause = firstClause(); clause < end; clause = nextClause(clause))
    if ((flagsOf(clause) & (GARBAGE | LEARNED)) == 0) connect(clause);
}

function connect(clause: u32): void {
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4) watch(load<u32>(at), 0, clause);
}

/** Puts the clauses of a literal that count on a stack. */
export function collect(literal: u32, clauses: u32): void {
  cut(clauses, 0);
  const list = listOf(literal);
  const end = watchesEnd(list);
  for (let at = watchesBegin(list); at < end; at += WATCH_BYTES) {
    const clause = load<u32>(at, 4);
    if (!isGarbage(clause)) push(clauses, clause);
  }
}

/** How many clauses a literal has at most. */
export function occurrencesMax(literal: u32): u32 {
  const list = listOf(literal);
  return (watchesEnd(list) - watchesBegin(list)) / WATCH_BYTES;
}

/** Adds a clause that is proved under this number. */
export function addProved(literals: u32, number: u32): void {
  const size = countOf(literals);
  if (size == 0) isContradictory = true;
  else if (size == 1) addUnit(get(literals, 0), number);
  else {
    const clause = newClause(size, 0, number);
    const address = literalsOf(clause);
    for (let index: u32 = 0; index < size; index++)
      store<u32>(address + (index << 2), get(literals, index));
    connect(clause);
  }
}

function addUnit(literal: u32, number: u32): void {
  const truth = truthOf(literal);
  if (truth == 0) fix(literal, number);
  if (truth >= 0) return;
  proveBecause();
  proveBy(unitOf(literal >> 1));
  proveBy(number);
  proveEnd();
  isContradictory = true;
}

/** Takes the consequences of what has got a value, until there are none. */
export function settle(): void {
  while (!isContradictory && propagated() < assignedCount()) {
    const literal = literalAt(propagated());
    setPropagated(propagated() + 1);
    discardList(listOf(literal));
    shortenList(listOf(literal ^ 1));
  }
}

function discardList(list: u32): void {
  const end = watchesEnd(list);
  for (let at = watchesBegin(list); at < end; at += WATCH_BYTES) discard(load<u32>(at, 4));
}

/** New clauses have no literal of this list, so it does not grow meanwhile. */
function shortenList(list: u32): void {
  const end = watchesEnd(list);
  for (let at = watchesBegin(list); at < end && !isContradictory; at += WATCH_BYTES) {
    const clause = load<u32>(at, 4);
    if (!isGarbage(clause)) shorten(clause);
  }
}

/** Replaces a clause by one without its false literals, unless it is true. */
function shorten(clause: u32): void {
  cut(kept, 0);
  cut(falseUnits, 0);
  discard(clause);
  const begin = literalsOf(clause);
  const end = begin + (sizeOf(clause) << 2);
  for (let at = begin; at < end; at += 4) {
    const literal = load<u32>(at);
    const truth = truthOf(literal);
    if (truth > 0) return;
    if (truth == 0) push(kept, literal);
    else push(falseUnits, unitOf(literal >> 1));
  }
  for (let index: u32 = 0; index < countOf(kept); index++) proveLiteral(get(kept, index));
  proveBecause();
  for (let index: u32 = 0; index < countOf(falseUnits); index++) proveBy(get(falseUnits, index));
  proveBy(numberOf(clause));
  addProved(kept, proveEnd());
}

/** How many words of clauses there are, with their headers. */
export function clauseWords(): u32 {
  return (addressOf(endOfClauses()) - addressOf(firstClause())) >> 2;
}
