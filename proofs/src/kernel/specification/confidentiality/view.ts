/**
 * What an observer sees of a state: all of the pages that are low, but for mapping slots by which the
 * other side maps a closed frame; of closed pages what they are and that they are still there; whose
 * turn it is, always; and who runs, in whose address space, in turns of low domains.
 */
import { all, and, equal, ite, not, or, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Field, fields, type Place, State } from "@ashlar/spec/kernel";
import { anyOtherState } from "../any-state.js";
import { isClosed, isLow, isLowSlot } from "./labels.js";

const ZERO = number64(0);
const OF_CLOSED: readonly Field[] = [fields.TYPE, fields.DYING, fields.GENERATION];

export const isLowTurn = (state: State) => isLow(state.get(fields.RUNNING_DOMAIN));

/** Whether the observer sees a field of a place. */
export function isSeen(state: State, field: Field, [page, slot]: Place): Term {
  if (field === fields.CURRENT) return isLowTurn(state);
  if (field === fields.SPACE) return and(isLowTurn(state), not(equal(state.current, ZERO)));
  if (page === undefined) return TRUE;
  if (OF_CLOSED.includes(field)) return or(isLow(page), isClosed(page));
  if (field === fields.MAPPING)
    return all([isLow(page), or(not(isClosed(page)), isLowSlot(page, slot!))]);
  return isLow(page);
}

/** Any state of which the observer sees the same as of this one. */
export function alike(state: State): State {
  const other = anyOtherState();
  return State.of(state.pages, (field, place) =>
    ite(isSeen(state, field, place), state.get(field, ...place), other.get(field, ...place)),
  );
}
