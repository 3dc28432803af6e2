/** What conflict analysis knows about each variable while it lasts. */
import { table } from "./memory";
import { countOf, cut, get, newStack, push } from "./stack";

/** In the learned clause as it was found, or resolved away on the conflict's level. */
export const SEEN: u8 = 1;
/** Implied by the learned clause's other literals. */
export const REMOVABLE: u8 = 2;
/** Known not to be. */
export const POISON: u8 = 4;
/** Was in the learned clause and is removed from it. */
export const REMOVED: u8 = 8;
/** Already among the hints. */
export const HINTED: u8 = 16;

let marks: u32 = 0;
let marked: u32 = 0;

export function resetMarks(variables: u32): void {
  marks = table(variables);
  marked = newStack(variables);
}

export function marksOf(variable: u32): u8 {
  return load<u8>(marks + variable);
}

export function mark(variable: u32, bit: u8): void {
  const before = load<u8>(marks + variable);
  if (before == 0) push(marked, variable);
  store<u8>(marks + variable, before | bit);
}

export function clearMarks(): void {
  const count = countOf(marked);
  for (let index: u32 = 0; index < count; index++) store<u8>(marks + get(marked, index), 0);
  cut(marked, 0);
}
