/** That an entry changes nothing that the caller's capabilities do not authorise. */
import * as numbers from "@ashlar/kernel/interface";
import { and, any as anyOf, equal, or, replaced, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Field, fields, type Place, type State } from "@ashlar/spec/kernel";
import type { Obligation, Statement } from "../../../prove/statement.js";
import { PLACES } from "../../relation.js";
import { any, anyPage, anyState } from "../any-state.js";
import { baseOf, type Entry } from "../entries.js";
import { Followed } from "../invariants/followed.js";
import { casesOf } from "../invariants/kept.js";
import { LINKS } from "../parts.js";
import type { Fault } from "../paths.js";
import { ALLOWED } from "./allowed.js";
import { type Allowed, Caller } from "./authority.js";
import { flowsOf } from "./flows.js";
import { OF_TURNS, PARTIES } from "./parties.js";

/** What every entry may change: who runs, and in which space. */
const OF_SCHEDULING: readonly Field[] = [fields.CURRENT, fields.SPACE];

/** An arbitrary place of a field. */
function placeOf(field: Field): Place {
  const { perPage, perSlot } = PLACES.get(field)!;
  if (perPage === 0) return [];
  return perSlot === 0 ? [anyPage("page")] : [anyPage("page"), any("slot")];
}

const isAt = ([page, slot]: Place, allowed: Allowed): Term => {
  const { page: its, slot: itsSlot, when } = allowed;
  const here = page === undefined ? TRUE : equal(page, its);
  const there =
    slot === undefined || itsSlot === undefined ? here : and(here, equal(slot, itsSlot));
  return when === undefined ? there : and(there, when);
};

/** What may be changed of a field at a place. */
function mayChange(caller: Caller, entry: Entry, field: Field, place: Place): Term {
  if (!OF_TURNS.includes(field)) {
    const rules = (ALLOWED[baseOf(entry)]?.(caller) ?? []).filter((one) =>
      one.fields.includes(field),
    );
    return anyOf(rules.map((one) => isAt(place, one)));
  }
  const [page] = place;
  const parties = [caller.current, ...(PARTIES[baseOf(entry)]?.(caller) ?? [])];
  const isReady = equal(caller.state.get(fields.THREAD.state, page!), number64(numbers.READY));
  const isTurn = field === fields.THREAD.queue ? [isReady] : [];
  return anyOf([...parties.map((one) => equal(page!, one)), ...isTurn]);
}

/** What of one case must be shown; what is the same term as before is not asked. */
function changes(start: State, end: State, caller: Caller, entry: Entry): Obligation[] {
  return [...PLACES.keys()]
    .filter((field) => !LINKS.includes(field) && !OF_SCHEDULING.includes(field))
    .flatMap((field) => {
      const place = placeOf(field);
      const [before, after] = [start, end].map((state) => state.get(field, ...place));
      if (before === after) return [];
      const goal = or(equal(before!, after!), mayChange(caller, entry, field, place));
      return [{ claim: `${field.name} changes only where it may`, goal }];
    });
}

/** That an entry changes only what the caller may. */
export function unchangedStatement(entry: Entry, fault: Fault = {}): Statement {
  const start = anyState();
  const { given, by, paths } = casesOf(start, entry, { fault });
  const caller = new Caller(start, given);
  const obligations = paths.flatMap((path, at) => {
    const followed = new Followed(start, path);
    const asked = [
      ...changes(start, followed.end, caller, entry),
      ...flowsOf(start, followed.end, caller, entry),
    ];
    if (asked.length === 0) return [];
    const perhaps = followed.known().map(({ holds }) => holds);
    const goals = replaced(
      asked.map(({ goal }) => goal),
      by,
    );
    return asked.map(({ claim }, which) => ({
      ...{ claim: `case ${at + 1} of ${paths.length}: ${claim}`, goal: goals[which]! },
      ...{ when: followed.when, perhaps },
    }));
  });
  return { hypotheses: [], obligations };
}
