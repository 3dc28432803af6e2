/**
 * What is said of queues within a step: threads that are on their way are in none, whatever their
 * state says; of all others, and of all queues, it is what is said between steps. A thread that joins
 * a queue or leaves it keeps that. Proved once of any state; whole steps are made of it.
 */
import * as numbers from "@ashlar/kernel/interface";
import {
  any as anyOf,
  constant,
  equal,
  implies,
  not,
  or,
  type Term,
  TRUE,
  ult,
} from "@ashlar/logic";
import { type Claim, number64 } from "@ashlar/spec";
import { type Field, fields, isWhereItMayBe, type Part, type State } from "@ashlar/spec/kernel";
import { isJoining, typeOf } from "../parts.js";
import { BETWEEN, IN_PLACE } from "./families.js";
import { type Anywhere, invariantsAt } from "./instances.js";

const { THREAD } = fields;
const ZERO = number64(0);
const TICKETS_END = constant(64, 2n ** 64n - 1n);

/** Threads that are in no queue, whatever their state says. */
export type OnTheirWay = readonly Term[];

/** What is said between steps and within them. */
const ALWAYS: readonly string[] = [
  "page 0 is nothing, so that its number names nothing",
  IN_PLACE,
  "a thread has a state",
  "and a priority",
  "its neighbours name it",
  "it waits in its turn",
  "an endpoint's queue is one",
  "a notification's queue is one, and empty while bits are set",
  "a domain's queue is one, and its map says whether it is empty",
  BETWEEN,
];
export const WHERE = "it is where its state says";

/** What is said within a step: claims that are known by the same names. */
export function withinStep(state: State, anywhere: Anywhere, away: OnTheirWay): Claim[] {
  const isAway = anyOf(away.map((thread) => equal(thread, anywhere.page)));
  return [
    ...invariantsAt(state, anywhere).filter(({ claim }) => ALWAYS.includes(claim)),
    {
      claim: WHERE,
      holds: implies(ult(anywhere.page, state.pages), isWhereItMayBe(state, anywhere.page, isAway)),
    },
  ];
}

/** Who is on its way after a part of a step. */
export const awayAfter = (away: OnTheirWay, part: Part): OnTheirWay =>
  isJoining(part) ? away.filter((thread) => thread !== part.thread) : [...away, part.thread];

const isOf = (state: State, page: Term, type: number) =>
  equal(state.get(fields.TYPE, page), number64(type));

const isIn = (state: State, thread: Term, ...states: number[]) =>
  anyOf(states.map((one) => equal(state.get(THREAD.state, thread), number64(one))));

/** The states of who waits at an object. */
const STATES: ReadonlyMap<number, readonly number[]> = new Map([
  [numbers.ENDPOINT, [numbers.SENDING, numbers.RECEIVING]],
  [numbers.NOTIFICATION, [numbers.WAITING]],
  [numbers.DOMAIN, []],
]);

/** What must be so before a part, so that it keeps what is said. */
export function needs(state: State, part: Part, away: OnTheirWay): Claim[] {
  const { thread, place } = part;
  const type = typeOf(part);
  const queue = state.get(THREAD.queue, thread);
  return [
    { claim: "it is a thread", holds: isOf(state, thread, numbers.THREAD) },
    { claim: "the queue is one of what has such queues", holds: isOf(state, place[0]!, type) },
    ...(isJoining(part)
      ? joining(state, part, away)
      : [{ claim: "it is in that queue", holds: equal(queue, place[0]!) }]),
  ];
}

function joining(state: State, part: Part, away: OnTheirWay): Claim[] {
  const { thread, place, head } = part;
  const type = typeOf(part);
  const first = state.get(head, ...place);
  const own = state.get(THREAD.state, thread);
  const others = awayAfter(away, part);
  return [
    { claim: "it is in no queue", holds: equal(state.get(THREAD.queue, thread), ZERO) },
    {
      claim: "nobody else on its way is it",
      holds: not(anyOf(others.map((one) => equal(one, thread)))),
    },
    {
      claim: "it has a domain",
      holds: isOf(state, state.get(THREAD.domain, thread), numbers.DOMAIN),
    },
    ...(type === numbers.DOMAIN
      ? []
      : [
          { claim: "it waits for that", holds: isIn(state, thread, ...STATES.get(type)!) },
          {
            claim: "as all there do",
            holds: or(equal(first, ZERO), equal(state.get(THREAD.state, first), own)),
          },
        ]),
    ...(type === numbers.NOTIFICATION
      ? [{ claim: "no bits are set", holds: equal(state.get(fields.SIGNALLED, place[0]!), ZERO) }]
      : []),
  ];
}

const QUEUES = [fields.ENDPOINT_QUEUE, fields.NOTIFICATION_QUEUE, fields.READY_QUEUE];

/** The fields of a queue with this head. */
export const queueWith = (head: Field) => QUEUES.find((queue) => queue.head === head)!;

/** That a queue's tickets, of 64 bits, have not run out: assumed, of the queue that is joined. */
export function ticketsLeft(state: State, part: Part): Term {
  if (!isJoining(part)) return TRUE;
  return not(equal(state.get(queueWith(part.head).tickets, ...part.place), TICKETS_END));
}
