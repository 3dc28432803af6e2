/** Theorems: when it is told who runs next, queues are as they are said to be, and so is who runs. */
import { PRIORITIES } from "@ashlar/kernel/interface";
import { and, equal, implies, lshr, not, type Term, ult } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { fields, highest, type Place, type Routine, type State } from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { PLACES } from "../../relation.js";
import { any, anyPage, anyState } from "../any-state.js";
import { inOtherTerms } from "../other-terms.js";
import { type Fault, pathsOf } from "../paths.js";
import { afterStop, isTurn, OF_TURNS, TURNS } from "../turns.js";
import { anywhere, Followed, type Frame } from "./followed.js";
import type { Anywhere } from "./instances.js";
import type { OnTheirWay } from "./queues.js";
import { afterTurn, beforeTurn, needsOfTurn } from "./turning.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** Whether a routine is passed who may go on. */
const hasThread = (name: Routine["name"]) => name !== "schedule";

/** What is nothing of turns is as `turns.ts` says. */
function frameOf(
  start: State,
  routine: Routine,
  { page, slot }: Anywhere,
): (end: State) => Pick<Obligation, "claim" | "goal">[] {
  const said = afterStop(start, routine, 1);
  return (end) =>
    [...PLACES]
      .filter(([field]) => !OF_TURNS.includes(field))
      .flatMap(([field, { perPage, perSlot }]) => {
        const all = [page, slot].slice(0, perPage === 0 ? 0 : perSlot === 0 ? 1 : 2);
        const at = all as unknown as Place;
        const [one, other] = [end, said].map((state) => state.get(field, ...at));
        return one === other
          ? []
          : [{ claim: `${field.name} is as it is said`, goal: equal(one!, other!) }];
      });
}

/** The highest priority at which anybody is ready is taken for any at which somebody is. */
function unknownHighest(start: State) {
  const map = start.get(fields.READY_MAP, start.get(fields.RUNNING_DOMAIN));
  const [found, priority] = [highest(map), any("priority")];
  const isThere = (one: Term) =>
    implies(
      not(equal(map, ZERO)),
      and(ult(one, number64(PRIORITIES)), equal(and(lshr(map, one), ONE), ONE)),
    );
  return {
    by: new Map([[found, priority]]),
    fact: isThere(priority),
    obligation: { claim: "somebody is ready at the highest priority", goal: isThere(found) },
  };
}

/** That a turn keeps what is said of queues, with somebody else on its way. */
export function turnStatement(name: Routine["name"], fault: Fault = {}): Statement {
  const start = anyState();
  const thread = anyPage("thread");
  const routine: Routine = { name, parameters: hasThread(name) ? [thread] : [] };
  const others: OnTheirWay = [anyPage("one on its way")];
  const needs = needsOfTurn(start, routine, others).map(({ holds }) => holds);
  const step = (state: State) => TURNS[name]!(state, thread);
  const isInner = (one: Routine) => isTurn(one) && one.name !== name;
  const { by, fact, obligation } = unknownHighest(start);
  const paths = pathsOf(start, [...needs, fact], step, { isTurn: isInner, fault, by }).map((path) =>
    inOtherTerms(path, by),
  );
  const before = beforeTurn(start, routine, others);
  const frame: Frame = {
    start: before,
    away: () => awayOf(start, routine, others),
    end: afterTurn(start, others),
  };
  const framed = frameOf(start, routine, anywhere());
  const obligations = paths.flatMap((path, at) => {
    const followed = new Followed(start, path, frame);
    const { when } = followed;
    const perhaps = followed.known().map(({ holds }) => holds);
    return [
      ...followed.obligations(() => true),
      ...framed(followed.end).map((one) => ({ ...one, when, perhaps })),
    ].map((one) => ({ ...one, claim: `case ${at + 1} of ${paths.length}: ${one.claim}` }));
  });
  return { hypotheses: [], obligations: [obligation, ...obligations] };
}

const awayOf = (start: State, { name, parameters }: Routine, others: readonly Term[]) => [
  ...(name === "wake" ? [start.current] : []),
  ...parameters,
  ...others,
];
