/**
 * The policy, of a state: what names what. A page names only pages of its own side, but for two flows
 * from low to high: a low page may name a closed notification that is high, to signal it and nothing
 * else; and a high page a closed frame that is low, to read it by a mapping slot of its own side.
 */
import * as numbers from "@ashlar/kernel/interface";
import { ENTRY_WRITE } from "@ashlar/kernel/layout";
import { all, and, equal, implies, not, or, sub, type Term, TRUE, uge, ult } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Field,
  fields,
  mapping,
  type Place,
  REFERENCES,
  type State,
} from "@ashlar/spec/kernel";
import { isClosed, isLow, isLowSlot, isSameSide } from "./labels.js";

const [ZERO, ONE] = [number64(0), number64(1)];
const { SLOT, TARGET, IRQ, MAPPING, ENTRY } = fields;

const isOfType = (state: State, page: Term, type: number) =>
  equal(state.get(fields.TYPE, page), number64(type));
const isWithin = (rights: Term, most: number) => equal(and(rights, not(number64(most))), ZERO);

const isNone = (page: Term) => equal(page, ZERO);

/** From low to high, to signal. */
const maySignal = (state: State, from: Term, to: Term) =>
  all([isLow(from), not(isLow(to)), isClosed(to), isOfType(state, to, numbers.NOTIFICATION)]);

/** From high to low, to read. */
const mayRead = (state: State, from: Term, to: Term) =>
  all([not(isLow(from)), isLow(to), isClosed(to), isOfType(state, to, numbers.FRAME)]);

/** What a page may hold a capability to. */
export function mayHold(state: State, from: Term, to: Term, rights: Term): Term {
  const isShareable = or(
    isOfType(state, to, numbers.NOTIFICATION),
    isOfType(state, to, numbers.FRAME),
  );
  return or(
    and(isSameSide(from, to), implies(isClosed(to), isShareable)),
    or(
      and(maySignal(state, from, to), isWithin(rights, numbers.WRITE)),
      and(mayRead(state, from, to), isWithin(rights, numbers.READ | numbers.EXECUTE)),
    ),
  );
}

/** A capability to a closed frame was minted, for a mapping slot of its holder's side. */
export function mapsBySide(state: State, from: Term, to: Term, badge: Term): Term {
  const isShared = and(isClosed(to), isOfType(state, to, numbers.FRAME));
  const isOfSide = equal(isLowSlot(to, sub(badge, ONE)), isLow(from));
  return implies(isShared, and(not(equal(badge, ZERO)), isOfSide));
}

function ofSlot(state: State, [page, slot]: Place): Term {
  const to = state.get(SLOT.page, page!, slot!);
  const [rights, badge] = [
    state.get(SLOT.rights, page!, slot!),
    state.get(SLOT.badge, page!, slot!),
  ];
  return or(
    isNone(to),
    and(mayHold(state, page!, to, rights), mapsBySide(state, page!, to, badge)),
  );
}

function ofTarget(state: State, [page]: Place): Term {
  const to = state.get(TARGET.page, page!);
  return or(isNone(to), mayHold(state, page!, to, state.get(TARGET.rights, page!)));
}

function ofHandler(state: State, [handler]: Place): Term {
  const to = state.get(IRQ.page, handler!);
  return or(isNone(to), or(isSameSide(handler!, to), maySignal(state, handler!, to)));
}

/** A frame that is closed is mapped by each side by its own slots; all else by its own side. */
const mayMap = (state: State, frame: Term, slot: Term, table: Term) =>
  or(
    and(not(isClosed(frame)), isSameSide(frame, table)),
    all([
      isClosed(frame),
      isOfType(state, frame, numbers.FRAME),
      equal(isLowSlot(frame, slot), isLow(table)),
      or(isLow(frame), not(isLow(table))),
    ]),
  );

function ofMapping(state: State, [frame, slot]: Place): Term {
  const place = state.get(MAPPING, frame!, slot!);
  return or(isNone(place), mayMap(state, frame!, slot!, mapping.tableOf(place)));
}

function ofEntry(state: State, [table, index]: Place): Term {
  const entry = state.get(ENTRY, table!, index!);
  const frame = mapping.pageIn(state, entry);
  const isRead = equal(and(entry, number64(ENTRY_WRITE)), ZERO);
  return or(
    isNone(entry),
    and(mayMap(state, frame, mapping.slotIn(entry), table!), or(isSameSide(frame, table!), isRead)),
  );
}

/** What runs is of the side of the domain whose turn it is. */
const ofCurrent = (state: State): Term =>
  or(isNone(state.current), isSameSide(state.get(fields.RUNNING_DOMAIN), state.current));

const OTHERS: ReadonlyMap<Field, (state: State, place: Place) => Term> = new Map([
  [SLOT.page, ofSlot],
  [TARGET.page, ofTarget],
  [IRQ.page, ofHandler],
  [MAPPING, ofMapping],
  [ENTRY, ofEntry],
  [fields.CURRENT, ofCurrent],
]);
/** Fixed at boot, or never followed. */
const FREE_TO_NAME: readonly Field[] = [
  ...[fields.RUNNING_DOMAIN, fields.FIRST_DOMAIN, fields.LAST_DOMAIN, fields.FIRST_HANDLER],
  ...[fields.OWNER, fields.SPACE],
];

/** All fields of which the policy says something. */
export const POLICED: readonly Field[] = [...new Set(REFERENCES.map(({ field }) => field))].filter(
  (field) => !FREE_TO_NAME.includes(field),
);

export const isSpecial = (field: Field) => OTHERS.has(field);

/** Of most fields: nothing, or a page of its own side. */
export const mayName = (from: Term, to: Term) => or(isNone(to), isSameSide(from, to));

/** That what a field of a place names is as the policy says. */
export function obeys(state: State, field: Field, place: Place): Term {
  const other = OTHERS.get(field);
  if (other !== undefined) return other(state, place);
  if (!POLICED.includes(field)) return TRUE;
  return mayName(place[0]!, state.get(field, ...place));
}

/** An Untyped that is not closed has only pages of its side in its range, and none that is closed. */
export const hasOwnRange = (state: State, untyped: Term, page: Term): Term =>
  implies(
    all([
      isOfType(state, untyped, numbers.UNTYPED),
      not(isClosed(untyped)),
      uge(page, state.get(fields.FIRST, untyped)),
      ult(page, state.get(fields.END, untyped)),
    ]),
    and(isSameSide(untyped, page), not(isClosed(page))),
  );
