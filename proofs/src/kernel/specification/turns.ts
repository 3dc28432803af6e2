/**
 * Turns: routines by which it is told who runs next. As of parts of a step (`parts.ts`), what they
 * leave is proved once, of any state (`invariants/turns-kept.ts`). In a proof of a whole step they
 * leave some state of which only that is known: so it is not told apart again who that is.
 */
import * as numbers from "@ashlar/kernel/interface";
import { equal, ite, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Field,
  fields,
  handOver,
  type Outlook,
  type Part,
  type Place,
  queueUp,
  type Routine,
  State,
  schedule,
  wake,
} from "@ashlar/spec/kernel";
import { afterPart, anyAfter, LINKS } from "./parts.js";

type Turn = (state: State, thread: Term) => State;

/** What each does; its thread, if it has one, may go on. */
export const TURNS: Readonly<Partial<Record<Routine["name"], Turn>>> = {
  schedule,
  queueUp,
  handOver,
  wake,
};

/** Whether it is one of these. */
export const isTurn = ({ name }: Routine): boolean => name in TURNS;

/** Where a step is taken apart: a part of it, or a turn. */
export type Stop = Part | Routine;
export const isRoutine = (stop: Stop): stop is Routine => "parameters" in stop;

/** What is anything after a turn; nothing else changes but the state of who may go on. */
export const OF_TURNS: readonly Field[] = [
  ...[...LINKS, fields.THREAD.queue, fields.CURRENT, fields.SPACE],
];

const READY = number64(numbers.READY);

/** A state after turn number `at` of a step. */
function afterTurn(before: State, routine: Routine, at: number, outlook?: Outlook): State {
  const [thread] = routine.parameters;
  const lookup = (field: Field, place: Place): Term => {
    if (OF_TURNS.includes(field)) return anyAfter(field, place, at);
    const was = before.get(field, ...place);
    if (field !== fields.THREAD.state || thread === undefined) return was;
    return ite(equal(place[0]!, thread), READY, was);
  };
  return State.of(before.pages, lookup, outlook);
}

/** What is left of a state. */
export const afterStop = (before: State, stop: Stop, at: number, outlook?: Outlook): State =>
  isRoutine(stop) ? afterTurn(before, stop, at, outlook) : afterPart(before, stop, at, outlook);
