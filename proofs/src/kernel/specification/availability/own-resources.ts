/**
 * `spec/availability/own-resources`: there is nothing that the kernel could run out of. What a caller
 * is answered is decided by the pages that its capabilities reach: the state beside may be any other.
 */
import * as numbers from "@ashlar/kernel/interface";
import { any, equal, extract, ite, sub, type Term, zeroExtend } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Arguments, type Field, fields, object, type Place, State } from "@ashlar/spec/kernel";
import { type Statement, same } from "../../../prove/statement.js";
import { anyOtherState, anyState } from "../any-state.js";
import { baseOf, type Entry } from "../entries.js";
import { wholeOf } from "../moment.js";

const ONE = number64(1);
const { THREAD, SLOT, TARGET, ROOT } = fields;

type Reach = (state: State, given: Arguments) => Term[];

const rootOf = (state: State, thread: Term) => state.get(ROOT.page, thread);

/** The page that a slot names, and those behind it if they are Indirections. */
function behind(state: State, root: Term, slot: Term): Term[] {
  const pages = [state.get(SLOT.page, root, slot)];
  for (let depth = 0; depth < numbers.INDIRECTIONS_MAX; depth++)
    pages.push(state.get(TARGET.page, pages.at(-1)!));
  return pages;
}

/** What the capabilities in the slots reach that some registers name. */
const named =
  (...registers: number[]): Reach =>
  (state, given) =>
    registers.flatMap((at) => behind(state, rootOf(state, state.current), given[at]!));

const both =
  (...reaches: Reach[]): Reach =>
  (state, given) =>
    reaches.flatMap((reach) => reach(state, given));

/** A page that is named by its number, because it is in the range of an Untyped. */
const inRange: Reach = (_, [, page]) => [page];

/** And the page that a capability is for which is copied. */
const copied: Reach = (state, [, , slot, index]) => [
  state.get(SLOT.page, object(state, slot).page, index),
];

const byte = (register: Term) => zeroExtend(extract(register, 7, 0), 64);
const ends = (state: State, given: Arguments) => object(state, byte(given[0])).page;

/** Who waits at an endpoint, and the capability that it sends. */
const partner: Reach = (state, given) => {
  const first = state.get(fields.ENDPOINT_QUEUE.head, ends(state, given));
  const sent = sub(state.get(THREAD.grant, first), ONE);
  const root = rootOf(state, first);
  return [first, root, state.get(SLOT.page, root, sent)];
};
/** To what the caller listens. */
const heard: Reach = (state) => {
  const notification = state.get(fields.LISTENS.page, state.current);
  return [notification, state.get(fields.LISTENER.page, notification)];
};
const endpoint: Reach = (state, [register, ...rest]) =>
  named(0)(state, [byte(register), ...rest] as unknown as Arguments);

/** Who waits for a signal, or listens for it. */
const awaiting: Reach = (state, [slot]) => {
  const { page } = object(state, slot);
  const listener = state.get(fields.LISTENER.page, page);
  return [state.get(fields.NOTIFICATION_QUEUE.head, page), listener];
};

/** Whom the caller must answer, where that accepts a capability, and the one that goes with it. */
const owed: Reach = (state, [register]) => {
  const caller = state.get(THREAD.caller, state.current);
  const from = numbers.GRANT_BIT;
  const sent = sub(zeroExtend(extract(register, from + 15, from), 64), ONE);
  const root = rootOf(state, state.current);
  return [caller, rootOf(state, caller), state.get(SLOT.page, root, sent)];
};

const receiving = both(endpoint, partner, heard);

/** By the call's name: what is reached beside the caller itself and its space. */
const REACHED: Readonly<Record<string, Reach>> = {
  untypedRetype: both(named(0), inRange),
  untypedReclaim: both(named(0), inRange),
  cnodeCopy: both(named(0, 2), copied),
  cnodeMint: both(named(0, 2), copied),
  cnodeMove: both(named(0, 2), copied),
  indirectionCreate: named(0, 1),
  threadConfigure: named(0, 1),
  threadSetDomain: named(0, 1),
  threadSetHandler: named(0, 1),
  threadBindNotification: named(0, 1),
  threadSetAddressSpace: named(0, 1),
  tableMap: named(0, 1),
  frameMap: named(0, 1),
  irqBind: named(0, 1, 2),
  send: both(endpoint, partner),
  nonblockingSend: both(endpoint, partner),
  call: both(endpoint, partner),
  receive: receiving,
  nonblockingReceive: receiving,
  replyReceive: both(receiving, owed),
  signal: both(named(0), awaiting),
  reply: owed,
  yield: () => [],
  noSuchCall: () => [],
};

/** The same where it is reached, and anything elsewhere. */
function alike(state: State, reached: readonly Term[]): State {
  const other = anyOtherState();
  return State.of(state.pages, (field: Field, place: Place) => {
    const [page] = place;
    if (page === undefined && field !== fields.SPACE) return state.get(field);
    const isReached = any(reached.map((one) => equal(one, page ?? one)));
    return page === undefined
      ? other.get(field)
      : ite(isReached, state.get(field, ...place), other.get(field, ...place));
  });
}

export function ownResources(entry: Entry): Statement {
  const state = anyState();
  const { current } = state;
  const one = wholeOf(entry, state);
  const reached = [
    ...[current, rootOf(state, current)],
    ...(REACHED[baseOf(entry)] ?? named(0))(state, one.given),
  ];
  const other = wholeOf(entry, alike(state, reached));
  const both = (field: Field, ...place: Place) =>
    [one.after.get(field, ...place), other.after.get(field, ...place)] as const;
  const perhaps = [...new Set([...one.perhaps, ...other.perhaps])];
  return {
    hypotheses: [...one.when, equal(state.get(THREAD.state, current), number64(numbers.READY))],
    obligations: same([
      ["it is answered the same", ...both(fields.REGISTER, current, number64(numbers.ANSWER))],
      ["it goes on, or waits, the same", ...both(THREAD.state, current)],
    ]).map((obligation) => ({ ...obligation, perhaps })),
  };
}
