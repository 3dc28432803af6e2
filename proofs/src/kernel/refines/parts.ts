/**
 * Parts of the kernel's code that many entries call: what each does is proved once
 * (`kernel/refines/parts/…`) of any moment in which it may be called, and an entry's theorem then
 * has that for the call. The specification says what it does, so both sides of an entry's theorem
 * have the same terms there.
 */
import * as numbers from "@ashlar/kernel/interface";
import {
  all,
  constant,
  equal,
  implies,
  not,
  or,
  type Term,
  TRUE,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  awakenReceiving,
  awakenWaiting,
  blockAt,
  domainInvariants,
  type Field,
  fields,
  pageInvariants,
  queueUp,
  type Routine,
  raise,
  type State,
  schedule,
  stop,
  take,
  wake,
} from "@ashlar/spec/kernel";
import { found, foundDirect, isForAnObject, isNeeded, transferred } from "./finding.js";
import { needing } from "./meeting.js";
import { isLaidOut, mayBlockAt, mayQueueUp, maySchedule, mayTake, mayWake } from "./needed.js";
import { relied } from "./relied.js";
import { SAID_OF_QUEUES } from "./said.js";

export interface Part {
  /** What the specification calls it, where it does: then both sides meet there (`meeting.ts`). */
  readonly routine?: Routine["name"];
  /** The function, by its file's name and its own. */
  readonly name: string;
  readonly says: string;
  /** What of the kernel's own words it does not look at, and changes always. */
  readonly ignores?: readonly Field[];
  /** How many parameters it has that the code is not passed: what the specification knows already. */
  readonly also?: number;
  /** What must hold where it is called. */
  readonly needs: (state: State, parameters: readonly Term[]) => readonly Term[];
  /** Which invariants must hold too: they do at the beginning of an entry. */
  readonly relies?: (state: State, parameters: readonly Term[]) => readonly Term[];
  /** Which of these are supposed where the part itself is proved, if not all. */
  readonly supposes?: (state: State, parameters: readonly Term[]) => readonly Term[];
  /** What holds when it has ended, for those who go on: a call says no more of what a routine leaves. */
  readonly leaves?: (before: State, after: State) => readonly Term[];
  /** What the specification says: the next state, and what it returns. */
  readonly does: (state: State, parameters: readonly Term[]) => Done;
}

export interface Done {
  readonly after: State;
  readonly results: readonly Term[];
  /** What globals are then, by their numbers, and when they are anything else than before. */
  readonly globals?: readonly (readonly [global: number, when: Term, value: Term])[];
}

const ZERO = number64(0);
const NOBODY = constant(32, 0);
const wide = (term: Term) => zeroExtend(term, 64);

const isCurrent = (state: State) =>
  equal(state.get(fields.TYPE, state.current), number64(numbers.THREAD));

const looking = (
  does: (state: State, parameters: readonly Term[]) => Done,
  name: string,
  says: string,
  also: (parameters: readonly Term[]) => Term = () => TRUE,
): Part => ({
  ...{ name, says, does },
  needs: (state, parameters) => [isCurrent(state), also(parameters)],
  relies: (state, parameters) => [
    ...pageInvariants(state, ZERO).map(({ holds }) => holds),
    ...relied(state, (before) => does(before, parameters).after).map(({ holds }) => holds),
  ],
});

/** If nobody runs, and whoever is ready may, so they may afterwards. */
const staysReady = (before: State, after: State): Term[] => {
  const wasReady = all([equal(before.current, ZERO), ...maySchedule(before)]);
  return maySchedule(after).map((need) => implies(wasReady, need));
};

/** A function of a page, which the specification has with the same name. */
const step = (
  name: string,
  says: string,
  may: (state: State, page: Term) => Term[],
  does: (state: State, page: Term) => State,
): Part => ({
  ...{ name, says, routine: name.split("/").at(-1) as Routine["name"] },
  needs: (state, [page]) => [...isLaidOut(state), ...may(state, wide(page ?? NOBODY))],
  does: (state, [page]) => ({ after: does(state, wide(page ?? NOBODY)), results: [] }),
});

/** The same of a function that needs what the invariants say where it looks. */
const relying = (
  name: string,
  says: string,
  does: (state: State, parameters: readonly Term[]) => State,
  rest: Pick<Part, "needs"> & Partial<Part>,
): Part => {
  const part: Part = {
    ...{ name, says, routine: name.split("/").at(-1) as Routine["name"] },
    does: (state, parameters) => ({ after: does(state, parameters.map(wide)), results: [] }),
    ...rest,
  };
  /** Who calls it shows what the parts rely on that it calls, too: these need not show that again. */
  const invariants = (isKnown: boolean) => (state: State, parameters: readonly Term[]) =>
    [
      { holds: or(equal(state.current, ZERO), isCurrent(state)) },
      ...pageInvariants(state, ZERO),
      ...domainInvariants(state, state.get(fields.RUNNING_DOMAIN)),
      ...relied(state, (before) => does(before, parameters.map(wide)), SAID_OF_QUEUES, {
        routine: needing(
          PARTS.filter((other) => other !== part),
          () => isKnown,
        ),
      }),
    ].map(({ holds }) => holds);
  return Object.assign(part, { relies: invariants(false), supposes: invariants(true) });
};

const isOfType = (state: State, page: Term, type: number) =>
  equal(state.get(fields.TYPE, wide(page)), number64(type));

/** A thread in the queue of an object of a type has what it was waiting for. */
const awakening = (
  routine: "awakenWaiting" | "awakenReceiving",
  type: number,
  does: (state: State, thread: Term, word: Term, place: Term) => State,
): Part =>
  relying(
    "notification/awaken",
    "tells a thread what it was waiting for",
    (state, [thread, word, place]) => does(state, thread!, word!, place!),
    {
      ...{ routine, also: 1, leaves: staysReady },
      needs: (state, [thread, , place]) => [
        isOfType(state, thread!, numbers.THREAD),
        isOfType(state, place!, type),
        equal(state.get(fields.THREAD.queue, wide(thread!)), wide(place!)),
        not(equal(wide(thread!), state.current)),
      ],
    },
  );

export const PARTS: readonly Part[] = [
  {
    ...step("schedule/schedule", "lets who is next run", maySchedule, schedule),
    ignores: [fields.CURRENT],
  },
  step(
    "schedule/queueUp",
    "lets a thread wait for its turn, and who is next run",
    mayQueueUp,
    queueUp,
  ),
  {
    ...step("schedule/wake", "lets a thread go on, at once or in its turn", mayWake, wake),
    leaves: staysReady,
  },
  {
    name: "endpoint/blockAt",
    says: "lets who runs wait at an endpoint, and who is next run",
    routine: "blockAt",
    needs: (state, [endpoint, what]) => [
      ...isLaidOut(state),
      ...mayBlockAt(state, wide(endpoint!)),
      ult(what!, constant(32, numbers.THREAD_STATES)),
    ],
    does: (state, [endpoint, what]) => ({
      after: blockAt(state, wide(endpoint!), wide(what!)),
      results: [],
    }),
  },
  relying("thread/stop", "stops a thread", (state, [thread]) => stop(state, thread!), {
    needs: (state, [thread]) => [isOfType(state, thread!, numbers.THREAD)],
  }),
  awakening("awakenWaiting", numbers.NOTIFICATION, awakenWaiting),
  awakening("awakenReceiving", numbers.ENDPOINT, awakenReceiving),
  relying(
    "notification/raise",
    "tells who waits of bits, or keeps them",
    (state, [notification, bits]) => raise(state, notification!, bits!),
    {
      needs: (state, [page]) => [isOfType(state, page!, numbers.NOTIFICATION)],
      leaves: staysReady,
    },
  ),
  {
    ...{ routine: "take", name: "endpoint/take", says: "takes what a thread has to say" },
    needs: (state, [sender, endpoint]) => [
      ...isLaidOut(state),
      ...mayTake(state, wide(sender!), wide(endpoint!)),
    ],
    does: (state, [sender, endpoint]) => ({
      ...{ after: take(state, wide(sender!), wide(endpoint!)), results: [] },
    }),
  },
  looking(found, "system-call/find", "finds what a slot is for, or says why not", isForAnObject),
  looking(found, "system-call/findAnyhow", "finds it through Indirections, too", isForAnObject),
  looking(transferred, "cnode/transfer", "finds two slots, or says why not", isNeeded),
  looking(foundDirect, "system-call/findDirectAmong", "finds the slot itself, or says why not"),
];
