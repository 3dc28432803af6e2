/**
 * What holds of threads and their queues, in every state that the kernel comes to.
 *
 * That each names its neighbour and is named by it does not suffice: two threads that name each
 * other, off the list, would do so and sleep for ever. Tickets make the difference: they increase
 * along a queue, all in it lie between its first and its last, and none between two neighbours. So
 * every waiter is reached from the head, in the order in which they came.
 */
import * as numbers from "@ashlar/kernel/interface";
import { all, and, equal, FALSE, implies, ite, not, or, type Term, ule, ult } from "@ashlar/logic";
import { type Claim, where } from "../claim.js";
import { number64 } from "../number.js";
import { isSignalled } from "./binding.js";
import { isOfType } from "./capability.js";
import { DYING, FAULT, THREAD } from "./fields.js";
import { endpointQueue, notificationQueue, type Queue, readyQueue } from "./queue.js";
import type { State } from "./state.js";
import { isIn, isNone, isSome, isThread } from "./thread.js";

const [ZERO, ONE] = [number64(0), number64(1)];

/** A field of the queue that a thread is in. */
function ofQueue(state: State, thread: Term, part: "head" | "tail" | "tickets"): Term {
  const page = state.get(THREAD.queue, thread);
  const { fields: ready, place } = readyQueue(page, state.get(THREAD.priority, thread));
  const get = ({ fields, place }: Queue) => state.get(fields[part], ...place);
  return ite(
    isOfType(state, page, numbers.ENDPOINT),
    get(endpointQueue(page)),
    ite(
      isOfType(state, page, numbers.NOTIFICATION),
      get(notificationQueue(page)),
      state.get(ready[part], ...place),
    ),
  );
}

/** A thread has a domain or none yet. */
const hasSoundDomain = (state: State, thread: Term) =>
  or(
    isOfType(state, state.get(THREAD.domain, thread), numbers.DOMAIN),
    isNone(state.get(THREAD.domain, thread)),
  );

/** A thread is in the queue that its state says, and in no other; who runs is in none. */
function isWhereItSays(state: State, thread: Term, isRunning: Term): Term {
  const queue = state.get(THREAD.queue, thread);
  const domain = state.get(THREAD.domain, thread);
  const waits = (type: number, ...states: number[]) =>
    implies(isIn(state, thread, ...states), isOfType(state, queue, type));
  return all([
    waits(numbers.ENDPOINT, numbers.SENDING, numbers.RECEIVING),
    waits(numbers.NOTIFICATION, numbers.WAITING),
    implies(
      isIn(state, thread, numbers.READY),
      ite(isRunning, isNone(queue), equal(queue, domain)),
    ),
    implies(isIn(state, thread, numbers.INACTIVE, numbers.CALLING), isNone(queue)),
    implies(isRunning, isIn(state, thread, numbers.READY)),
    hasSoundDomain(state, thread),
    implies(isNone(domain), isIn(state, thread, numbers.INACTIVE)),
  ]);
}

/** The same within a step, when nobody need run; one that is on its way is in no queue. */
export const isWhereItMayBe = (
  state: State,
  thread: Term,
  isOnItsWay: Term,
  isRunning = FALSE,
): Term =>
  where(isThread(state, thread), () =>
    ite(
      isOnItsWay,
      and(isNone(state.get(THREAD.queue, thread)), hasSoundDomain(state, thread)),
      isWhereItSays(state, thread, isRunning),
    ),
  );

function isLinked(state: State, thread: Term): Term {
  const [queue, next] = [state.get(THREAD.queue, thread), state.get(THREAD.next, thread)];
  const previous = state.get(THREAD.previous, thread);
  const priority = (of: Term) => state.get(THREAD.priority, of);
  const isSameQueue = (other: Term) =>
    all([
      isThread(state, other),
      equal(state.get(THREAD.queue, other), queue),
      implies(isIn(state, thread, numbers.READY), equal(priority(thread), priority(other))),
    ]);
  const ticket = (of: Term) => state.get(THREAD.ticket, of);
  return ite(
    isNone(queue),
    and(isNone(next), isNone(previous)),
    all([
      implies(
        isSome(next),
        all([
          isSameQueue(next),
          equal(state.get(THREAD.previous, next), thread),
          ult(ticket(thread), ticket(next)),
        ]),
      ),
      implies(
        isSome(previous),
        and(isSameQueue(previous), equal(state.get(THREAD.next, previous), thread)),
      ),
      equal(isNone(next), equal(ofQueue(state, thread, "tail"), thread)),
      equal(isNone(previous), equal(ofQueue(state, thread, "head"), thread)),
    ]),
  );
}

/**
 * There is a first in its queue, and its ticket lies between that of the first and that of the last;
 * all there do the same.
 */
function isInTurn(state: State, thread: Term): Term {
  const isQueued = isSome(state.get(THREAD.queue, thread));
  const [head, tail] = [ofQueue(state, thread, "head"), ofQueue(state, thread, "tail")];
  const ticket = (of: Term) => state.get(THREAD.ticket, of);
  return implies(
    isQueued,
    all([
      isSome(head),
      ule(ticket(head), ticket(thread)),
      ule(ticket(thread), ticket(tail)),
      ult(ticket(tail), ofQueue(state, thread, "tickets")),
      equal(state.get(THREAD.state, thread), state.get(THREAD.state, head)),
    ]),
  );
}

/** Who waits for a reply and who must give it know each other. */
function arePartners(state: State, thread: Term): Term {
  const [server, caller] = [state.get(THREAD.server, thread), state.get(THREAD.caller, thread)];
  return all([
    equal(isIn(state, thread, numbers.CALLING), isSome(server)),
    implies(
      isSome(server),
      and(isThread(state, server), equal(state.get(THREAD.caller, server), thread)),
    ),
    implies(
      isSome(caller),
      and(isThread(state, caller), equal(state.get(THREAD.server, caller), thread)),
    ),
    implies(isIn(state, thread, numbers.RECEIVING), isNone(caller)),
  ]);
}

/** Of a page, if it is a thread. */
export function threadInvariants(state: State, thread: Term): Claim[] {
  const is = isThread(state, thread);
  if (is === FALSE) return [];
  return claimsOf(state, thread).map(({ claim, holds }) => ({ claim, holds: implies(is, holds) }));
}

function claimsOf(state: State, thread: Term): Claim[] {
  const dying = equal(state.get(DYING, thread), ONE);
  const isIdle = isIn(state, thread, numbers.INACTIVE);
  return [
    {
      claim: "a thread has a state",
      holds: ult(state.get(THREAD.state, thread), number64(numbers.THREAD_STATES)),
    },
    {
      claim: "and a priority",
      holds: ult(state.get(THREAD.priority, thread), number64(numbers.PRIORITIES)),
    },
    {
      claim: "it is where its state says",
      holds: isWhereItSays(state, thread, equal(thread, state.current)),
    },
    { claim: "its neighbours name it", holds: isLinked(state, thread) },
    { claim: "it waits in its turn", holds: isInTurn(state, thread) },
    { claim: "caller and server name each other", holds: arePartners(state, thread) },
    {
      claim: "who has faulted waits for what becomes of it",
      holds: or(
        equal(state.get(FAULT.isFaulted, thread), ZERO),
        all([
          equal(state.get(FAULT.isFaulted, thread), ONE),
          isIn(state, thread, numbers.SENDING, numbers.CALLING),
          equal(state.get(THREAD.isCall, thread), ONE),
        ]),
      ),
    },
    {
      claim: "who receives has seen all bits to which it listens",
      holds: not(and(isIn(state, thread, numbers.RECEIVING), isSignalled(state, thread))),
    },
    { claim: "a dying thread does nothing", holds: implies(dying, isIdle) },
  ];
}
