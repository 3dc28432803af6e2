/**
 * What is said of entries and mapping slots is kept by each call that changes one or what a page is, whatever the state
 * was: proved of the specification. What is said of all places is used at those that a call touches,
 * at the arbitrary place of which it is shown, and at what each of these names.
 */
import * as numbers from "@ashlar/kernel/interface";
import { SYSTEM_CALL_NAMES, type SystemCallName } from "@ashlar/kernel/system-calls";
import { all, constant, equal, implies, not, sub, type Term, TRUE, ult } from "@ashlar/logic";
import {
  type Arguments,
  fields,
  invariants,
  mapping,
  named,
  object,
  type State,
  systemCall,
} from "@ashlar/spec/kernel";
import { any, anyArguments, anyState } from "./any-state.js";

const number64 = (value: number) => constant(64, value);
const [ZERO, ONE] = [number64(0), number64(1)];

/** What is shown of an arbitrary page, and of an entry or a mapping slot of it. */
export const SHOWN = [
  "an entry names what its level needs, and is named by it",
  "a mapping slot says where its entry is",
  "only tables that die have a cursor",
  "device frames are behind memory, and nothing else is",
] as const;

/** What is used of places in tables, and of places with capabilities. */
const OF_MAPPINGS: readonly string[] = [
  ...SHOWN,
  "it is dying or not",
  "what is free is not dying",
  "the machine has another number for each page",
  "what is there for ever is in nobody's range, and what is in none does not die",
];
const OF_RANGES: readonly string[] = ["an Untyped has a range", ...OF_MAPPINGS];
export const PAGE_0_IS_NOTHING = "page 0 is nothing, so that its number names nothing";
const OF_CAPABILITIES: readonly string[] = [
  "a slot's capability is sound",
  "an Indirection's target is sound",
];

type At = readonly [page: Term, slot: Term];

/** Of a state, that these invariants hold of a page, if there is such a page. */
const holdAt = (state: State, [page, slot]: At, claims: readonly string[]): Term =>
  implies(
    ult(page, state.pages),
    all(
      invariants(state, page, slot)
        .filter(({ claim }) => claims.includes(claim))
        .map(({ holds }) => holds),
    ),
  );

/** The mapping slot that an entry is said to be in, and the entry that a mapping slot says. */
function childOf(state: State, [table, index]: At): At {
  const entry = state.get(fields.ENTRY, table, index);
  return [mapping.pageIn(state, entry), mapping.slotIn(entry)];
}
function parentOf(state: State, [page, slot]: At): At {
  const place = state.get(fields.MAPPING, page, slot);
  return [mapping.tableOf(place), mapping.indexOf(place)];
}

/** Where a call looks at capabilities, and which mappings it changes. */
interface Touched {
  readonly capabilities: readonly At[];
  readonly mappings: readonly At[];
  /** Untypeds whose ranges matter. */
  readonly untypeds?: readonly Term[];
  /** Cases in which the question is asked, if not all at once. */
  readonly cases?: readonly Term[];
}

const slotIn = (state: State, slot: Term): At => [state.get(fields.ROOT.page, state.current), slot];

/** What a slot names may be behind Indirections, two at most. */
function behind(state: State, slot: Term): At[] {
  const { page } = named(state, slot);
  return [slotIn(state, slot), [page, ZERO], [state.get(fields.TARGET.page, page), ZERO]];
}

/** The mapping slot of what is named first, as an entry of what is named second. */
function mapped(state: State, [first, second, index]: Arguments, slot: Term): Touched {
  return {
    capabilities: [slotIn(state, first), ...behind(state, second)],
    mappings: [
      [named(state, first).page, slot],
      [object(state, second).page, index],
    ],
  };
}

function unmapped(state: State, [first]: Arguments, slot: Term): Touched {
  const place: At = [named(state, first).page, slot];
  return { capabilities: [slotIn(state, first)], mappings: [place, parentOf(state, place)] };
}

const badgeSlot = (state: State, [slot]: Arguments) => sub(named(state, slot).badge, ONE);

/** All that a page that is made or taken back has to do with. */
function owned(state: State, [untyped, page]: Arguments): Touched {
  const slots = Array.from({ length: numbers.MAPPING_SLOTS }, (_, at): At => [page, number64(at)]);
  const next: At = [page, state.get(fields.CURSOR, page)];
  return {
    capabilities: behind(state, untyped),
    mappings: [next, childOf(state, next), ...slots, ...slots.map((at) => parentOf(state, at))],
    untypeds: [object(state, untyped).page],
  };
}

/** One that lives is killed; one that dies lets go. */
function reclaimed(state: State, given: Arguments): Touched {
  const isDying = equal(state.get(fields.DYING, given[1]), ONE);
  return { ...owned(state, given), cases: [not(isDying), isDying] };
}

/** Each call that changes an entry, or what a page is. */
export const MAPPING_CALLS = {
  untypedRetype: owned,
  untypedReclaim: reclaimed,
  tableMap: (state, given) => mapped(state, given, ZERO),
  tableUnmap: (state, given) => unmapped(state, given, ZERO),
  frameMap: (state, given) => mapped(state, given, badgeSlot(state, given)),
  frameUnmap: (state, given) => unmapped(state, given, badgeSlot(state, given)),
} as const satisfies Partial<Record<SystemCallName, (state: State, given: Arguments) => Touched>>;

export interface Kept {
  readonly hypotheses: readonly Term[];
  /** Beside these, one after the other. */
  readonly cases: readonly Term[];
  readonly goal: Term;
}

/** That a call keeps a claim; `without` is one that is not used. */
export function keeps(call: keyof typeof MAPPING_CALLS, shown: string, without?: string): Kept {
  const [state, given] = [anyState(), anyArguments()];
  const place: At = [any("page"), any("slot")];
  const touched: Touched = MAPPING_CALLS[call](state, given);
  const around = [place, childOf(state, place), parentOf(state, place), ...touched.mappings];
  const used = OF_MAPPINGS.filter((claim) => claim !== without);
  const page0 = without === PAGE_0_IS_NOTHING ? [] : [PAGE_0_IS_NOTHING];
  const after = systemCall(state, SYSTEM_CALL_NAMES.indexOf(call), given);
  return {
    hypotheses: [
      not(equal(state.current, ZERO)),
      ult(place[0], state.pages),
      ...around.map((at) => holdAt(state, at, used)),
      ...touched.capabilities.map((at) => holdAt(state, at, OF_CAPABILITIES)),
      ...(touched.untypeds ?? []).map((untyped) => holdAt(state, [untyped, ZERO], OF_RANGES)),
      holdAt(state, [ZERO, ZERO], page0),
    ],
    cases: touched.cases ?? [TRUE],
    goal: holdAt(after, place, [shown]),
  };
}
