/**
 * What steps on queues need where they are called, which is in the middle of an entry: less than the
 * invariants, of which some do not hold there (a thread may be on its way from one queue to another).
 */
import * as numbers from "@ashlar/kernel/interface";
import { PAGES_MAX } from "@ashlar/kernel/layout";
import {
  all,
  and,
  equal,
  implies,
  lshr,
  not,
  or,
  type Term,
  uge,
  ugt,
  ule,
  ult,
} from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  endpointQueue,
  fields,
  headOf,
  highest,
  type Named,
  ownEnd,
  type Queue,
  readyQueue,
  readyQueueOf,
  referenceIn,
  type State,
} from "@ashlar/spec/kernel";

const { THREAD, THREAD_SPACE } = fields;
const ZERO = number64(0);

/** A page is an object of a type, and where objects are. */
export const isObject = (state: State, page: Term, type: number): Term =>
  all([
    equal(state.get(fields.TYPE, page), number64(type)),
    uge(page, ownEnd(state)),
    ult(page, state.get(fields.RAM_PAGES)),
  ]);
export const isThread = (state: State, page: Term) => isObject(state, page, numbers.THREAD);
export const isThreadOrNone = (state: State, page: Term) =>
  or(equal(page, ZERO), isThread(state, page));

/** What holds where a condition does, each by itself: so each is a question of its own. */
export const where = (condition: Term, needs: readonly Term[]): Term[] =>
  needs.map((need) => implies(condition, need));

/** There are so many pages that each has a number, and page 0 has a generation, as all have. */
export const isLaidOut = (state: State): Term[] => [
  ule(state.pages, number64(PAGES_MAX)),
  ule(state.get(fields.RAM_PAGES), state.pages),
  not(equal(state.get(fields.GENERATION, ZERO), ZERO)),
];

/** A thread has a domain and a priority. */
const hasTurn = (state: State, thread: Term): Term[] => [
  isObject(state, state.get(THREAD.domain, thread), numbers.DOMAIN),
  ult(state.get(THREAD.priority, thread), number64(numbers.PRIORITIES)),
];

/** A thread with no neighbours can join a queue of an object. */
export const mayJoin = (state: State, { fields: queue, place }: Queue, thread: Term): Term[] => [
  isThread(state, thread),
  equal(state.get(THREAD.next, thread), ZERO),
  equal(state.get(THREAD.previous, thread), ZERO),
  isThreadOrNone(state, state.get(queue.tail, ...place)),
];

const mayEnqueue = (state: State, thread: Term): Term[] => [
  ...hasTurn(state, thread),
  ...mayJoin(state, readyQueueOf(state, thread), thread),
];

/** A thread that is in its queue can leave it. */
const mayDequeue = (state: State, thread: Term): Term[] => [
  isThread(state, thread),
  ...hasTurn(state, thread),
  isThreadOrNone(state, state.get(THREAD.next, thread)),
  isThreadOrNone(state, state.get(THREAD.previous, thread)),
];

/** What is named is a page; page 0, where nothing is. */
export const isPage = (state: State, { page, generation }: Named): Term[] => [
  ult(page, state.pages),
  implies(equal(generation, ZERO), equal(page, ZERO)),
];

/** What a thread names as its address space is a page. */
const mayRun = (state: State, thread: Term): Term[] =>
  isPage(state, referenceIn(state, THREAD_SPACE, thread));

/** If anybody is ready, the first of the highest priority can leave its queue and run. */
export function maySchedule(state: State): Term[] {
  const domain = state.get(fields.RUNNING_DOMAIN);
  const map = state.get(fields.READY_MAP, domain);
  const next = headOf(state, readyQueue(domain, highest(map)));
  return [
    isObject(state, domain, numbers.DOMAIN),
    ...where(not(equal(map, ZERO)), [...mayDequeue(state, next), ...mayRun(state, next)]),
  ];
}

/** A queue of a domain is empty if the domain's map says so. */
function isAsTheMapSays(state: State, { fields: queue, place }: Queue): Term {
  const [domain, priority] = place;
  const bit = and(lshr(state.get(fields.READY_MAP, domain!), priority!), number64(1));
  return equal(equal(bit, ZERO), equal(state.get(queue.tail, ...place), ZERO));
}

/** A thread can wait for its turn, and then run. */
const mayWait = (state: State, thread: Term): Term[] => [
  ...mayEnqueue(state, thread),
  isAsTheMapSays(state, readyQueueOf(state, thread)),
  ...mayRun(state, thread),
];

/** A thread can wait for its turn, and whoever is next then run. */
export const mayQueueUp = (state: State, thread: Term): Term[] => [
  ...maySchedule(state),
  ...mayWait(state, thread),
];

/** Who runs can wait at an endpoint, and whoever is next then run. */
export const mayBlockAt = (state: State, endpoint: Term): Term[] => [
  isObject(state, endpoint, numbers.ENDPOINT),
  ...mayJoin(state, endpointQueue(endpoint), state.current),
  ...maySchedule(state),
];

/** A thread may go on: at once, and then who runs waits for its turn, or when it is its own. */
export function mayWake(state: State, thread: Term): Term[] {
  const current = state.current;
  const [own, other] = [current, thread].map((one) => ({
    domain: state.get(THREAD.domain, one),
    priority: state.get(THREAD.priority, one),
  }));
  const isAtOnce = all([
    not(equal(current, ZERO)),
    equal(own!.domain, other!.domain),
    ugt(other!.priority, own!.priority),
  ]);
  const { fields: queue, place } = readyQueueOf(state, current);
  return [
    isThreadOrNone(state, current),
    ...mayWait(state, thread),
    ...where(isAtOnce, [
      ...mayWait(state, current),
      not(equal(state.get(queue.tail, ...place), thread)),
    ]),
  ];
}
