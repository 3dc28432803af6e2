/** What is needed where somebody receives in the middle of an entry: also after a reply. */
import * as numbers from "@ashlar/kernel/interface";
import { equal, implies, not, sub, type Term, ule } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  capabilityAt,
  endpointQueue,
  fields,
  hasSlot,
  headOf,
  isFirst,
  isLive,
  readyQueueOf,
  referenceIn,
  remove,
  rootOf,
  type State,
} from "@ashlar/spec/kernel";
import {
  isObject,
  isPage,
  isThread,
  isThreadOrNone,
  mayBlockAt,
  mayJoin,
  mayQueueUp,
  mayWake,
  where,
} from "./needed.js";

const { FAULT, LISTENS, THREAD } = fields;
const ZERO = number64(0);

/** What a thread names as its capability space is one, while it is there. */
function hasSpace(state: State, thread: Term): Term[] {
  const root = rootOf(state, thread);
  return [
    ...isPage(state, root),
    implies(isLive(state, root), isObject(state, root.page, numbers.CNODE)),
  ];
}

/** What a thread has in a slot names a page. */
function mayGive(state: State, thread: Term, slot: Term): Term[] {
  const capability = capabilityAt(state, rootOf(state, thread).page, slot);
  return where(hasSlot(state, thread, slot), isPage(state, capability));
}

/** A thread that sends at an endpoint can be heard by who runs, and then go on. */
export function mayTake(state: State, sender: Term, endpoint: Term): Term[] {
  const { current } = state;
  const queue = endpointQueue(endpoint);
  return [
    isThread(state, current),
    isThread(state, sender),
    not(equal(sender, current)),
    isObject(state, endpoint, numbers.ENDPOINT),
    isThreadOrNone(state, state.get(THREAD.next, sender)),
    isThreadOrNone(state, state.get(THREAD.previous, sender)),
    ule(state.get(FAULT.isFaulted, sender), number64(1)),
    ...hasSpace(state, current),
    ...hasSpace(state, sender),
    ...mayGive(state, sender, sub(state.get(THREAD.grant, sender), number64(1))),
    ...mayWake(remove(state, queue, sender), sender),
  ];
}

/**
 * Somebody else, if there is one, can go on before a sender was heard and after that: it is nobody's
 * neighbour, nor will it be that of the sender or of who runs.
 */
export function mayStayAside(state: State, sender: Term, endpoint: Term, other: Term): Term[] {
  const neighbours = [THREAD.next, THREAD.previous].map((field) => state.get(field, sender));
  const lasts = [state.current, sender].map((thread) => {
    const { fields: queue, place } = readyQueueOf(state, thread);
    return state.get(queue.tail, ...place);
  });
  return where(not(equal(other, ZERO)), [
    ...[state.current, sender, ...neighbours, ...lasts].map((page) => not(equal(page, other))),
    not(equal(lasts[1]!, state.current)),
    ...mayWake(remove(state, endpointQueue(endpoint), sender), other),
  ]);
}

/** What a thread names as what it listens to is a notification, while it is there. */
function mayListen(state: State, thread: Term): Term[] {
  const named = referenceIn(state, LISTENS, thread);
  return [
    not(equal(state.get(fields.GENERATION, thread), ZERO)),
    ...isPage(state, named),
    implies(isLive(state, named), isObject(state, named.page, numbers.NOTIFICATION)),
  ];
}

/** Who runs can look for what there is at an endpoint. */
const mayLook = (state: State, endpoint: Term): Term[] => [
  isThread(state, state.current),
  isObject(state, endpoint, numbers.ENDPOINT),
  isThreadOrNone(state, headOf(state, endpointQueue(endpoint))),
  ...mayListen(state, state.current),
];

/** Who runs can take what there is at an endpoint, or wait for it. */
export function mayReceiveAt(state: State, endpoint: Term): Term[] {
  const [first, isSent] = firstAt(state, endpoint);
  return [
    ...mayLook(state, endpoint),
    ...where(isSent, mayTake(state, first, endpoint)),
    ...where(not(isSent), mayBlockAt(state, endpoint)),
  ];
}

/** The same, and a caller that was replied to can go on. */
export function mayReceiveAfter(state: State, endpoint: Term, caller: Term): Term[] {
  const [first, isSent] = firstAt(state, endpoint);
  const queue = endpointQueue(endpoint);
  return [
    ...mayLook(state, endpoint),
    not(equal(caller, ZERO)),
    ...mayWake(state, caller),
    ...where(isSent, [
      ...mayTake(state, first, endpoint),
      ...mayStayAside(state, first, endpoint, caller),
    ]),
    ...where(not(isSent), [
      ...mayJoin(state, queue, state.current),
      ...[state.get(queue.fields.tail, endpoint), state.current].map((one) =>
        not(equal(one, caller)),
      ),
      ...mayQueueUp(state, caller),
    ]),
  ];
}

/** Who waits first at an endpoint, and whether it sends. */
const firstAt = (state: State, endpoint: Term) =>
  [headOf(state, endpointQueue(endpoint)), isFirst(state, endpoint, numbers.SENDING)] as const;
