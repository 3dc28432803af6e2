/**
 * What a page still holds before it is free: whether it lives, whether it owes a reply, the entries
 * that name it, of a table the entries that were not looked at yet; and the threads that wait at it,
 * which are not counted but said of an arbitrary thread.
 */
import * as numbers from "@ashlar/kernel/interface";
import { add, and, choiceOf, equal, ite, not, sub, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { fields, type State } from "@ashlar/spec/kernel";
import { isFree, isOfType } from "../moment.js";

const [ZERO, ONE] = [number64(0), number64(1)];
const TABLES = [numbers.ROOT_TABLE, numbers.MIDDLE_TABLE, numbers.LEAF_TABLE];

export const isDying = (state: State, page: Term) => equal(state.get(fields.DYING, page), ONE);

/** Asked change by change, the last one first: so what is known of a single change is of use. */
function isLastPut(value: Term, page: Term): Term {
  const choice = choiceOf(value);
  if (choice === undefined) return equal(value, page);
  const [when, put, before] = choice;
  return ite(when, equal(put, page), isLastPut(before, page));
}

export const waitsAt = (state: State, thread: Term, page: Term) =>
  isLastPut(state.get(fields.THREAD.queue, thread), page);

export const isMapped = (state: State, page: Term, slot: Term) =>
  ite(equal(state.get(fields.MAPPING, page, slot), ZERO), ZERO, ONE);

/** So many calls of untypedReclaim free a page, and one more for each thread that waits there. */
export function stepsLeft(state: State, page: Term): Term {
  const mapped = Array.from({ length: numbers.MAPPING_SLOTS }, (_, at) =>
    isMapped(state, page, number64(at)),
  );
  const unswept = sub(number64(numbers.TABLE_ENTRIES), state.get(fields.CURSOR, page));
  const entries = TABLES.reduce<Term>(
    (rest, type) => ite(isOfType(state, page, type), unswept, rest),
    ZERO,
  );
  const owed = and(
    isOfType(state, page, numbers.THREAD),
    not(equal(state.get(fields.THREAD.caller, page), ZERO)),
  );
  const living = ite(isDying(state, page), ZERO, ONE);
  return ite(
    isFree(state, page),
    ZERO,
    [living, entries, ite(owed, ONE, ZERO), ...mapped].reduce<Term>(add, ONE),
  );
}

/** As many as there can be. */
export const STEPS_MAX = 2 + numbers.TABLE_ENTRIES + numbers.MAPPING_SLOTS;
