/** The specification's invariants of a state that is in memory, as they are written: term by term. */
import * as numbers from "@ashlar/kernel/interface";
import { mark, numberOf, release, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Change, fields, invariants, isNobodyBetween, type State } from "@ashlar/spec/kernel";
import type { FieldMemory } from "./memory.js";
import { slotsOf } from "./relation.js";

/** What is wrong of all pages and slots that were changed; undefined: nothing. */
export function wrongWhereChanged(
  memory: FieldMemory,
  changes: readonly Change[],
): string | undefined {
  const state = memory.state();
  for (const [page, its] of placesOf(changes))
    for (const slot of its.size === 0 ? [number64(0)] : its) {
      const wrong = wrongAt(state, page, slot);
      if (wrong !== undefined) return wrong;
    }
  return undefined;
}

/** The pages that were changed, and which slots of them. */
function placesOf(changes: readonly Change[]): Map<Term, Set<Term>> {
  const slots = new Map<Term, Set<Term>>();
  for (const change of changes) {
    const page = "cleared" in change ? change.cleared : change.place[0];
    if (change.when !== TRUE || page === undefined) continue;
    const its = slots.get(page) ?? new Set();
    slots.set(page, its);
    // What a register holds, nothing depends on.
    if ("cleared" in change || change.field === fields.REGISTER) continue;
    const slot = change.place[1];
    if (slot !== undefined) its.add(slot);
  }
  return slots;
}

function wrongAt(state: State, page: Term, slot: Term): string | undefined {
  const wrong = invariants(state, page, slot).find(({ holds }) => holds !== TRUE);
  return wrong && `${wrong.claim}: page ${numberOf(page)}, slot ${numberOf(slot)}`;
}

/** What is wrong of all pages, slots and entries, and of any two threads. */
export function wrongAnywhere(memory: FieldMemory): string | undefined {
  const threads: number[] = [];
  for (let page = 1; page < memory.pages; page++) {
    const type = Number(memory.read(fields.TYPE, page, 0));
    if (type === numbers.THREAD) threads.push(page);
    for (let slot = 0; slot < slotsOf(type); slot++) {
      const start = mark();
      const wrong = wrongAt(memory.state(), number64(page), number64(slot));
      release(start);
      if (wrong !== undefined) return wrong;
    }
  }
  for (const thread of threads)
    for (const other of threads)
      if (isNobodyBetween(memory.state(), number64(thread), number64(other)) !== TRUE)
        return `thread ${other} is between ${thread} and the next in its queue`;
  return undefined;
}
