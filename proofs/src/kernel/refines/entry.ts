/**
 * What one entry of the kernel does is what the specification says: from any memory in which the
 * invariants hold where the entry looks, it does not trap, it ends, and it leaves a memory that
 * stands for the specification's next state. That is said of one arbitrary page and slot, whose type
 * afterwards decides which fields it has.
 */
import * as numbers from "@ashlar/kernel/interface";
import { CAPABILITY_BADGE } from "@ashlar/kernel/layout";
import { any, constant, equal, extract, not, or, type Term, ult, zeroExtend } from "@ashlar/logic";
import { type Callable, explore, type Returned, widthOf } from "@ashlar/semantics";
import { type Claim, number64 } from "@ashlar/spec";
import {
  type Arguments,
  domainInvariants,
  type Field,
  fields,
  isSoundCurrent,
  type Place,
  pageInvariants,
  type Routine,
  type State,
} from "@ashlar/spec/kernel";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import { type Core, explored, indexOf } from "../../rapilog/core.js";
import { PLACES } from "../relation.js";
import { asTheImage, endings, entryIn, PAGE, SLOT } from "./claims.js";
import { contractsOf } from "./contracts.js";
import type { Part } from "./described.js";
import { countOf, isTyped } from "./image.js";
import { Meetings } from "./meeting.js";
import {
  anyRegisters,
  arbitraryMoment,
  bytesIn,
  fieldIn,
  isNothingAtZero,
  pagesIn,
} from "./moment.js";
import { functionIndex } from "./names.js";
import { PARTS } from "./parts.js";
import type { RegionMemory } from "./region-memory.js";
import { relied } from "./relied.js";
import { replayOf } from "./replay.js";
import { SAID, SAID_OF_QUEUES } from "./said.js";
import { toldIn } from "./told.js";

/** An entry of the kernel. */
export interface Entry {
  /** The function's name, and the end of the theorem's. */
  readonly name: string;
  readonly says: string;
  /** What the specification says: the next state. */
  readonly does: (state: State, registers: Arguments) => State;
  /** Whether it may be that nobody runs: then the entry is no thread's. */
  readonly mayBeIdle?: true;
  /** Whether what it calls is described, where that is proved by itself (`parts.ts`). */
  readonly byParts?: true;
  /** Whether it looks at many threads and queues: then less is supposed of each. */
  readonly isOfQueues?: true;
  /** The function that it calls with all that it was passed where something may be unusual: of that it
   * is proved by itself that it does all that the entry must. */
  readonly rest?: string;
  /** Where nothing is unusual: which routines it calls, and which of them it does itself. */
  readonly usually?: Readonly<Record<"calls" | "does", readonly Routine["name"][]>>;
  /** Whether it is that function that is meant. */
  readonly isRest?: true;
  /** Whether it looks at what who waits first does, even if nobody waits. */
  readonly looksAtNobody?: true;
  /** Whether it looks itself at the slot that it is passed, where that is plain. */
  readonly looksItself?: true;
  /** Whether it begins a domain's turn. */
  readonly isTurn?: true;
}

const ZERO = number64(0);

/** The function of an entry. */
export const functionOf = ({ module }: Core, { name, rest, isRest }: Entry): number =>
  isRest ? functionIndex(rest!) : indexOf(module, name);

/** What stands for calls of functions that are proved by themselves. */
function contracts({ byParts, rest, isRest }: Entry, meetings: Meetings, registers: Arguments) {
  const all = new Map(byParts ? contractsOf(PARTS, meetings) : []);
  if (rest !== undefined && !isRest) all.set(functionIndex(rest), meetings.rest(registers));
  return all;
}

/** What every entry relies on: a thread runs, if anybody does; and the invariants. */
function hypotheses(state: State, { mayBeIdle }: Entry, claims: readonly Claim[]): Term[] {
  const { current } = state;
  const isThread = equal(state.get(fields.TYPE, current), number64(numbers.THREAD));
  const runs = mayBeIdle ? or(equal(current, ZERO), isThread) : isThread;
  return [runs, isSoundCurrent(state), ...new Set(claims.map(({ holds }) => holds))];
}

function placeOf(field: Field): Place {
  const { perPage, perSlot } = PLACES.get(field)!;
  if (perPage === 0) return [];
  return perSlot === 0 ? [PAGE] : [PAGE, SLOT];
}

/** Where a field means something: of pages that there are, of the types that have it. */
function meaning(field: Field, type: Term, pages: Term): Term[] {
  const { perPage, perSlot } = PLACES.get(field)!;
  if (perPage === 0) return [];
  const isPage = ult(PAGE, pages);
  const { types } = field;
  const ofType = types && any(types.map((one) => equal(type, number64(one))));
  const isSlot = perSlot === 0 ? [] : [ult(SLOT, number64(countOf(field)))];
  return [isPage, ...isSlot, ...(ofType ? [ofType] : [])];
}

/** Each field is what it must be, wherever it means something. */
function agreement(memory: RegionMemory, expected: State): Obligation[] {
  const type = fieldIn(memory, fields.TYPE, [PAGE]);
  const pages = pagesIn(memory);
  const asMany = same([["there are as many pages", pages, expected.pages]]);
  const fieldsOf = [...PLACES.keys()].map((field) => {
    const place = placeOf(field);
    const sides = [fieldIn(memory, field, place), expected.get(field, ...place)] as const;
    const when = meaning(field, type, expected.pages);
    return { claim: `${field.name} is as it must be`, goal: equal(...sides), sides, when };
  });
  return [...asMany, ...fieldsOf];
}

/** What an Indirection keeps has no badge: there it stays as it was, or becomes zero. */
function unused(memory: RegionMemory, before: RegionMemory, expected: State): Obligation {
  const isIndirection = equal(expected.get(fields.TYPE, PAGE), number64(numbers.INDIRECTION));
  const [one, other] = [memory, before].map((of) => bytesIn(of, PAGE, CAPABILITY_BADGE, 4));
  return {
    claim: "what no field has stays as it was, or becomes zero",
    goal: or(equal(one!, other!), equal(one!, constant(32, 0))),
    when: [ult(PAGE, expected.pages), isIndirection],
  };
}

/**
 * What the machine was told: whose space it uses, and which sources may interrupt, is what the state
 * says; the timer was armed if a turn began. And of an entry of a page table it remembers nothing
 * else than what is there now (kernel/fence).
 */
function telling(run: Returned, state: State, expected: State, { isTurn }: Entry): Obligation[] {
  const memory = run.world.memories[0] as RegionMemory;
  const { space, interrupts, isArmed, objects } = toldIn(run.world);
  const mask = expected.get(fields.MASK, expected.get(fields.RUNNING_DOMAIN));
  const remembered = entryIn(memory.withObjects(objects));
  return [
    ...same([
      ["the machine uses the space", zeroExtend(space, 64), expected.get(fields.SPACE)],
      ["the sources that may interrupt", interrupts, mask],
    ]),
    { claim: "the timer is armed when a turn begins", goal: isTurn ? isArmed : not(isArmed) },
    {
      ...same([
        ["the machine remembers no entry that was changed", remembered, entryIn(memory)],
      ])[0]!,
      when: meaning(fields.ENTRY, state.get(fields.TYPE, PAGE), state.pages),
    },
  ];
}

/** The registers as a function takes them. */
const parametersOf = ({ type }: Callable, registers: Arguments): Term[] =>
  type.parameters.map((parameter, at) =>
    extract(registers[at]!, (widthOf(parameter) ?? 64) - 1, 0),
  );

/** Every word is what the specification's changes make of it, and each of these is one of a field. */
function asImage({ world }: Returned, image: RegionMemory, expected: State): Obligation[] {
  return [
    ...asTheImage(world.memories[0] as RegionMemory, image),
    ...expected.steps.map((change, at) => ({
      claim: `change ${at} is of a field that its page has`,
      goal: isTyped(change, expected),
    })),
  ];
}

/** The invariants of all that an entry looks at. */
const reliedBy = (
  entry: Entry,
  state: State,
  registers: Arguments,
  meetings: Meetings,
): Claim[] => [
  ...pageInvariants(state, ZERO),
  ...domainInvariants(state, state.get(fields.RUNNING_DOMAIN)),
  ...relied(
    state,
    (before) => {
      if (entry.looksItself) meetings.look(before);
      return entry.does(before, registers);
    },
    entry.isOfQueues ? SAID_OF_QUEUES : SAID,
    meetings.relying,
  ),
];

/** That the code of an entry does what the specification says. */
export function entryStatement(kernel: Core, entry: Entry): Statement {
  const { byParts, isOfQueues = false, looksItself = false, isRest } = entry;
  const usually = isRest ? undefined : entry.usually;
  const isMet = ({ routine }: Part) => routine === undefined || !usually?.does.includes(routine);
  const meetings = new Meetings(byParts ? PARTS.filter(isMet) : [], {
    ...(usually && { calls: usually.calls }),
    hasInvariants: true,
    isFoundAnything: isOfQueues,
    isLookedAt: looksItself,
  });
  const registers = anyRegisters() as unknown as Arguments;
  const { functions, world, state } = arbitraryMoment(
    kernel.module,
    contracts(entry, meetings, registers),
  );
  const callable = functions[functionOf(kernel, entry)]!;
  const before = (world.memories[0] as RegionMemory).fork();
  const expected = entry.does(meetings.begin(before), registers);
  meetings.end(expected);
  const run = explored(
    explore(callable, parametersOf(callable, registers), world, { isNarrow: true }),
  );
  const { returned } = run;
  const claims = reliedBy(entry, state, registers, meetings);
  const after =
    returned && entry.byParts
      ? [
          ...asImage(returned, meetings.image(expected), expected),
          ...telling(returned, state, expected, entry),
        ]
      : returned && [
          ...agreement(returned.world.memories[0] as RegionMemory, expected),
          unused(returned.world.memories[0] as RegionMemory, before, expected),
          ...telling(returned, state, expected, entry),
        ];
  return {
    hypotheses: [
      ...hypotheses(state, entry, claims),
      ...meetings.known,
      ...(entry.looksAtNobody ? [isNothingAtZero(before)] : []),
    ],
    obligations: [...endings(run), ...(after ?? [])],
    atOnce: true,
    replay: replayOf(kernel, entry, meetings.findings),
  };
}
