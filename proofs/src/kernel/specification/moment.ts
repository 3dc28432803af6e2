/**
 * The moment before an entry, whatever the state is, and the one after it, case by case. What
 * invariants say of every page may be used at the places at which the step looks.
 */
import * as numbers from "@ashlar/kernel/interface";
import { equal, not, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Arguments,
  type Change,
  type Field,
  fields,
  invariants,
  pageInvariants,
  placeInvariants,
  type State,
} from "@ashlar/spec/kernel";
import { any, anyArguments, anyState } from "./any-state.js";
import type { Entry } from "./entries.js";
import { changed, pathsOf, type Seen, type Stretch, watched } from "./paths.js";

const ZERO = number64(0);

/** What theorems are about: any page, and any thread. */
export const PAGE = any("page");
export const THREAD = any("thread");

export const isOfType = (state: State, page: Term, type: number) =>
  equal(state.get(fields.TYPE, page), number64(type));
export const isFree = (state: State, page: Term) => isOfType(state, page, numbers.FREE);

/**
 * What is used of a place at which a step looks at a field. It holds of any number: behind the pages
 * that there are nothing is anything.
 */
const USED: readonly (readonly [Field, readonly string[]])[] = [
  [fields.SLOT.generation, ["a slot's capability is sound"]],
  [fields.TARGET.generation, ["an Indirection's target is sound"]],
  [
    fields.HANDLER.generation,
    ["a thread's space, its address space and its handler are what they must be"],
  ],
  [
    fields.IRQ.generation,
    ["an interrupt signals a notification", "handlers are where they were at boot"],
  ],
  [fields.LISTENS.generation, ["a thread listens to a notification"]],
  [fields.LISTENER.generation, ["and is a thread"]],
  [fields.THREAD.domain, ["it is where its state says"]],
  [fields.THREAD.caller, ["caller and server name each other"]],
  [fields.ENDPOINT_QUEUE.head, ["an endpoint's queue is one"]],
  [fields.NOTIFICATION_QUEUE.head, ["a notification's queue is one, and empty while bits are set"]],
  [fields.READY_QUEUE.head, ["a domain's queue is one, and its map says whether it is empty"]],
];

/** And of these pages, whatever the step is. */
const USED_OF_PAGE = [
  "only tables that die have a cursor",
  "a dying thread does nothing",
  "who runs is a thread that can",
];
const USED_OF_CURRENT = ["it is where its state says", "caller and server name each other"];

const claimed = (state: State, page: Term, slot: Term, claims: readonly string[]): Term[] =>
  invariants(state, page, slot)
    .filter(({ claim }) => claims.includes(claim))
    .map(({ holds }) => holds);

/** What may be used of a state at the places at which it was looked at. */
export function known(state: State, seen: readonly Seen[]): Term[] {
  const relied = USED.flatMap(([field, claims]) =>
    seen
      .filter(([one]) => one === field)
      .flatMap(([, [page, slot = ZERO]]) => claimed(state, page!, slot, claims)),
  );
  const pagesOf = (...of: Field[]) =>
    seen.filter(([field]) => of.includes(field)).map(([, [page]]) => page!);
  const domains = pagesOf(fields.THREAD.domain).map((thread) =>
    state.get(fields.THREAD.domain, thread),
  );
  const ofPages = [
    ...[ZERO, PAGE, ...domains].flatMap((page) => pageInvariants(state, page)),
    ...[PAGE, state.current, ...pagesOf(fields.TYPE, fields.THREAD.domain)].flatMap((page) =>
      placeInvariants(state, page),
    ),
  ];
  return [
    ...new Set([
      ...claimed(state, PAGE, ZERO, USED_OF_PAGE),
      ...claimed(state, state.current, ZERO, USED_OF_CURRENT),
      ...relied,
      ...ofPages.map(({ holds }) => holds),
    ]),
  ];
}

/** One case of an entry. */
export interface Moment {
  readonly before: State;
  readonly after: State;
  readonly given: Arguments;
  readonly changes: readonly Change[];
  /** What is so in this case. */
  readonly when: readonly Term[];
  /** What is known by the invariants. */
  readonly perhaps: readonly Term[];
}

/** What is known of any moment before an entry beside the invariants. */
export const begun = (state: State, { isByThread, where }: Entry, given: Arguments): Term[] => [
  ...(isByThread ? [not(equal(state.current, ZERO))] : []),
  ...(where === undefined ? [] : [where(state, given)]),
];

/** So many conditions make cases. */
export const TOLD_MAX = 4;

/** All cases of an entry in any state in which something is so. */
export function momentsOf(
  entry: Entry,
  isSo: (before: State, given: Arguments) => readonly Term[] = () => [],
): Moment[] {
  const [before, given] = [anyState(), anyArguments()];
  const first = [...begun(before, entry, given), ...isSo(before, given)];
  const taking = { told_max: TOLD_MAX };
  return pathsOf(before, first, (state) => entry.step(state, given), taking).map(
    ({ when, stretches }) => momentOf(before, given, when, stretches.at(-1)!),
  );
}

const momentOf = (
  before: State,
  given: Arguments,
  when: readonly Term[],
  { changes, seen }: Pick<Stretch, "changes" | "seen">,
): Moment => ({
  ...{ before, given, when, changes, perhaps: known(before, seen) },
  after: changed(before, changes),
});

/** An entry as it is, without cases. */
export function wholeOf(entry: Entry, before: State): Moment {
  const given = anyArguments();
  const { state, seen } = watched(before);
  const { changes } = entry.step(state, given);
  const when = begun(before, entry, given);
  return momentOf(before, given, when, { changes, seen: seen() });
}
