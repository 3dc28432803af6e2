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
  dismiss,
  domainInvariants,
  drainEndpoint,
  drainNotification,
  type Field,
  fields,
  pageInvariants,
  queueUp,
  type Routine,
  raise,
  type State,
  schedule,
  stop,
  wake,
} from "@ashlar/spec/kernel";
import type { Done, Part } from "./described.js";
import { found, foundDirect, isForAnObject, isNeeded, transferred } from "./finding.js";
import { needing } from "./meeting.js";
import { isLaidOut, mayBlockAt, mayQueueUp, maySchedule, mayWake } from "./needed.js";
import { RECEIVING } from "./receiving.js";
import { relied } from "./relied.js";
import { SAID_OF_QUEUES } from "./said.js";

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

/** An object of a type dies, at which threads wait: its queue's first is told so. */
const draining = (
  routine: "drainEndpoint" | "drainNotification",
  type: number,
  head: Field,
  does: (state: State, page: Term) => State,
): Part =>
  relying(
    "untyped/drain",
    "tells a thread that what it waits at is no more",
    (state, [page]) => does(state, page!),
    {
      routine,
      needs: (state, [page]) => [
        isOfType(state, page!, type),
        not(equal(state.get(head, wide(page!)), ZERO)),
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
  ...RECEIVING,
  draining("drainEndpoint", numbers.ENDPOINT, fields.ENDPOINT_QUEUE.head, drainEndpoint),
  draining(
    "drainNotification",
    numbers.NOTIFICATION,
    fields.NOTIFICATION_QUEUE.head,
    drainNotification,
  ),
  relying(
    "thread/dismiss",
    "tells a caller that there will be no reply",
    (state, [thread]) => dismiss(state, thread!),
    {
      needs: (state, [thread]) => [
        isOfType(state, thread!, numbers.THREAD),
        not(equal(state.get(fields.THREAD.caller, wide(thread!)), ZERO)),
      ],
    },
  ),
  looking(found, "system-call/find", "finds what a slot is for, or says why not", isForAnObject),
  looking(found, "system-call/findAnyhow", "finds it through Indirections, too", isForAnObject),
  looking(transferred, "cnode/transfer", "finds two slots, or says why not", isNeeded),
  looking(foundDirect, "system-call/findDirectAmong", "finds the slot itself, or says why not"),
];
