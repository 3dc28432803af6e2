/**
 * A literal of a learned clause that its other literals imply is superfluous (Sörensson, Biere,
 * "Minimizing learned clauses", SAT 2009). Without recursion: the walk keeps its own path.
 */
import { literalsOf, NONE, sizeOf } from "./clauses";
import { mark, marksOf, POISON, REMOVABLE, REMOVED, SEEN } from "./marks";
import { countOf, cut, get, newStack, pop, push, set } from "./stack";
import { levelOf, reasonOf } from "./trail";

let path: u32 = 0;
let places: u32 = 0;
let removed: u32 = 0;

export function resetMinimise(variables: u32): void {
  path = newStack(variables);
  places = newStack(variables);
  removed = newStack(variables);
}

/** Removes what is superfluous from the second literal on. `isClauseLevel` knows the levels of the
 * clause's literals: only on those can a literal be implied. Returns the variables removed. */
export function minimise(literals: u32, stamps: u32, stamp: u32): u32 {
  cut(removed, 0);
  let kept: u32 = 1;
  for (let index: u32 = 1; index < countOf(literals); index++) {
    const literal = get(literals, index);
    if (isImplied(literal >> 1, stamps, stamp)) {
      mark(literal >> 1, REMOVED);
      push(removed, literal >> 1);
    } else {
      set(literals, kept, literal);
      kept++;
    }
  }
  cut(literals, kept);
  return removed;
}

function enter(variable: u32): void {
  push(path, variable);
  push(places, 0);
}

function isImplied(root: u32, stamps: u32, stamp: u32): bool {
  if (reasonOf(root) == NONE) return false;
  enter(root);
  while (countOf(path) > 0) {
    const last = countOf(path) - 1;
    const clause = reasonOf(get(path, last));
    const place = get(places, last);
    if (place == sizeOf(clause)) {
      mark(pop(path), REMOVABLE);
      pop(places);
      continue;
    }
    set(places, last, place + 1);
    const variable = load<u32>(literalsOf(clause) + (place << 2)) >> 1;
    if (variable == get(path, last) || levelOf(variable) == 0) continue;
    if ((marksOf(variable) & (SEEN | REMOVABLE)) != 0) continue;
    if (isHopeless(variable, stamps, stamp)) {
      poisonPath();
      return false;
    }
    enter(variable);
  }
  return true;
}

function isHopeless(variable: u32, stamps: u32, stamp: u32): bool {
  if (reasonOf(variable) == NONE || (marksOf(variable) & POISON) != 0) return true;
  return load<u32>(stamps + (levelOf(variable) << 2)) != stamp;
}

function poisonPath(): void {
  while (countOf(path) > 0) mark(pop(path), POISON);
  cut(places, 0);
}
