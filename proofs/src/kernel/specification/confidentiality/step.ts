/**
 * A step for which the policy was obeyed, with what is known of it: invariants and policy, used at the
 * places at which it looks.
 */
import * as numbers from "@ashlar/kernel/interface";
import { add, all, and, equal, FALSE, ite, lshr, not, type Term, TRUE, ult } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Arguments,
  type Field,
  type Found,
  fields,
  invariants,
  type Outlook,
  type Place,
  type State,
} from "@ashlar/spec/kernel";
import { PLACES } from "../../relation.js";
import { any } from "../any-state.js";
import type { Entry } from "../entries.js";
import { known, PAGE } from "../moment.js";
import { changed, pathsOf, type Seen, type Taking, watched } from "../paths.js";
import { hasOwnRange, obeys, POLICED } from "./policy.js";

const [ZERO, ONE] = [number64(0), number64(1)];
const SLOT = any("slot");
/** A second page. */
export const OTHER = any("other page");

/** Any place that a field has. */
export function anyPlace(field: Field): Place {
  const { perPage, perSlot } = PLACES.get(field)!;
  if (perPage === 0) return [];
  return perSlot === 0 ? [PAGE] : [PAGE, SLOT];
}

const OF_SOURCES = "a source that is on is of that domain";
/** Of threads in a queue: needed where who leaves it has others behind. */
const OF_QUEUES = [
  "it is where its state says",
  ...["its neighbours name it", "it waits in its turn"],
];
const OF_STATES = ["a thread has a state", "caller and server name each other"];
const OF_NUMBERS = "the machine has another number for each page";

const claimed = (state: State, page: Term, slot: Term, wanted: string): Term[] =>
  invariants(state, page, slot)
    .filter(({ claim }) => claim === wanted)
    .map(({ holds }) => holds);

export const isDomain = (state: State, page: Term) =>
  equal(state.get(fields.TYPE, page), number64(numbers.DOMAIN));

/** Whose turn follows: domains are there from boot on, one after the other. */
function nextDomain(state: State): Term {
  const domain = state.get(fields.RUNNING_DOMAIN);
  const isLast = not(ult(domain, state.get(fields.LAST_DOMAIN)));
  return ite(isLast, state.get(fields.FIRST_DOMAIN), add(domain, ONE));
}

/** What is so before an entry: somebody runs, or the machine lets the source interrupt. */
export function begun(state: State, entry: Entry, given: Arguments): Term[] {
  const { name, isByThread, where } = entry;
  const [source] = given;
  const domain = state.get(fields.RUNNING_DOMAIN);
  const always = [
    ...[isDomain(state, domain), ...claimed(state, PAGE, ZERO, OF_NUMBERS)],
    ...(where === undefined ? [] : [where(state, given)]),
  ];
  if (isByThread) return [...always, not(equal(state.current, ZERO))];
  if (name === "timer") return [...always, isDomain(state, nextDomain(state))];
  const isOn = equal(and(lshr(state.get(fields.MASK, domain), source), ONE), ONE);
  const isSource = ult(source, number64(64));
  return [...always, isSource, isOn, ...claimed(state, domain, source, OF_SOURCES)];
}

/** That the policy is obeyed where a step looks. */
export function policed(state: State, seen: readonly Seen[], [, page]: Arguments): Term[] {
  const ranges = seen.filter(([field]) => field === fields.FIRST);
  return [
    obeys(state, fields.CURRENT, []),
    ...seen.map(([field, place]) => obeys(state, field, place)),
    ...ranges.flatMap(([, [untyped]]) =>
      [page, PAGE, OTHER].map((one) => hasOwnRange(state, untyped!, one)),
    ),
  ].filter((term) => term !== TRUE);
}

/** Of an arbitrary place of which the policy says something. */
export const policedAnywhere = (state: State, given: Arguments): Term[] => [
  ...policed(
    state,
    POLICED.map((field) => [field, anyPlace(field)] as const),
    given,
  ),
  hasOwnRange(state, PAGE, OTHER),
];

export interface Step {
  readonly before: State;
  readonly after: State;
  readonly seen: readonly Seen[];
  readonly perhaps: readonly Term[];
}

/** A step in one case, and what it took each condition for. */
export interface Case extends Step {
  readonly when: readonly Term[];
  /** What is known of queues. */
  readonly ofQueues: readonly Term[];
  readonly taken: readonly Term[];
}

/** What is said of threads of which a step looked at a field. */
const ofThreads = (
  before: State,
  seen: readonly Seen[],
  looked: Field,
  claims: readonly string[],
): Term[] =>
  seen
    .filter(([field]) => field === looked)
    .flatMap(([, [thread]]) => claims.flatMap((claim) => claimed(before, thread!, ZERO, claim)));

/** What is known where a step looked. */
export function usedOf(before: State, seen: readonly Seen[], given: Arguments): Term[] {
  const used = [
    ...known(before, seen),
    ...policed(before, seen, given),
    ...ofThreads(before, seen, fields.THREAD.domain, OF_STATES),
  ];
  return [...new Set(used)];
}

/** A step, in which what slots name is what is found. */
export function stepOf(entry: Entry, before: State, given: Arguments, outlook: Outlook): Step {
  const noted = watched(before, outlook);
  const after = entry.step(noted.state, given);
  return { before, after, seen: noted.seen(), perhaps: usedOf(before, noted.seen(), given) };
}

/** The same, in cases by so many of its conditions. */
export function casesOf(
  entry: Entry,
  before: State,
  given: Arguments,
  taking: Pick<Taking, "found" | "told_max">,
): Case[] {
  const first = begun(before, entry, given);
  const step = (state: State) => entry.step(state, given);
  return pathsOf(before, first, step, taking).map(({ when, taken, stretches }) => {
    const { changes, seen } = stretches.at(-1)!;
    const after = changed(before, changes);
    const ofQueues = [fields.THREAD.domain, fields.THREAD.state].flatMap((looked) =>
      ofThreads(before, seen, looked, OF_QUEUES),
    );
    const perhaps = usedOf(before, seen, given);
    return { before, after, seen, when, taken, perhaps, ofQueues };
  });
}

/** The step of another state that takes the same way, and that it does. */
export function alongside(
  { taken }: Case,
  entry: Entry,
  before: State,
  given: Arguments,
  found: Found,
): Step & { readonly isSameWay: Term } {
  const ways: Term[] = [];
  let at = 0;
  const cases = (condition: Term): Term => {
    const is = taken[at++]!;
    if (is !== TRUE && is !== FALSE) return condition;
    ways.push(is === TRUE ? condition : not(condition));
    return is;
  };
  const step = stepOf(entry, before, given, { found, cases });
  return { ...step, isSameWay: all(ways) };
}
