/**
 * Why a learned clause holds: unit clauses of level 0 first, then what implies literals that
 * minimisation removed, then what was resolved on the conflict's level, in the trail's order. In
 * this order each propagates under the learned clause's negation, and the last is false.
 */
import { literalsOf, NONE, numberOf, sizeOf } from "./clauses";
import { HINTED, mark, marksOf, REMOVED, SEEN } from "./marks";
import { proveBecause, proveBy, proveEnd, proveLiteral } from "./proof";
import { countOf, cut, get, newStack, pop, push, set } from "./stack";
import { levelOf, reasonOf, unitOf } from "./trail";

let units: u32 = 0;
let implied: u32 = 0;
let resolved: u32 = 0;
/** Variables whose reasons are being walked, and how far. */
let path: u32 = 0;
let places: u32 = 0;
let decisions: u32 = 0;

export function resetHints(variables: u32): void {
  units = newStack(variables);
  implied = newStack(variables);
  resolved = newStack(variables + 1);
  path = newStack(variables);
  places = newStack(variables);
  decisions = newStack(variables);
}

export function clearHints(): void {
  cut(units, 0);
  cut(implied, 0);
  cut(resolved, 0);
  cut(decisions, 0);
}

/** A clause that analysis resolved with; the conflict comes first. */
export function hintResolved(clause: u32): void {
  push(resolved, numberOf(clause));
}

/** A variable of level 0. */
export function hintUnit(variable: u32): void {
  if ((marksOf(variable) & HINTED) != 0) return;
  mark(variable, HINTED);
  push(units, unitOf(variable));
}

function isKept(variable: u32): bool {
  return (marksOf(variable) & (SEEN | REMOVED)) == SEEN;
}

function enter(variable: u32): void {
  mark(variable, HINTED);
  push(path, variable);
  push(places, 0);
}

/** Hints for a literal that the clause's kept literals imply, what it depends on first. */
export function hintImplied(variable: u32): void {
  if ((marksOf(variable) & HINTED) != 0) return;
  enter(variable);
  while (countOf(path) > 0) {
    const last = countOf(path) - 1;
    const clause = reasonOf(get(path, last));
    const place = get(places, last);
    if (place == sizeOf(clause)) {
      push(implied, numberOf(clause));
      pop(path);
      pop(places);
    } else {
      set(places, last, place + 1);
      dependOn(load<u32>(literalsOf(clause) + (place << 2)) >> 1);
    }
  }
}

function dependOn(variable: u32): void {
  if (levelOf(variable) == 0) hintUnit(variable);
  else if (reasonOf(variable) == NONE) reach(variable);
  else if (!isKept(variable) && (marksOf(variable) & HINTED) == 0) enter(variable);
}

/** A decision is an assumption, or a literal that the learned clause has anyway. */
function reach(variable: u32): void {
  if ((marksOf(variable) & SEEN) != 0) return;
  mark(variable, SEEN);
  push(decisions, variable);
}

/** The decisions that hints led to and that were not marked as seen before. */
export function decisionsReached(): u32 {
  return decisions;
}

/** Writes the step; returns its clause's number. */
export function proveLearned(literals: u32): u32 {
  const size = countOf(literals);
  for (let index: u32 = 0; index < size; index++) proveLiteral(get(literals, index));
  proveBecause();
  for (let index: u32 = 0; index < countOf(units); index++) proveBy(get(units, index));
  for (let index: u32 = 0; index < countOf(implied); index++) proveBy(get(implied, index));
  for (let index = countOf(resolved); index > 0; index--) proveBy(get(resolved, index - 1));
  return proveEnd();
}
