/** `spec/availability/answer`: who enters the kernel is answered at once, or waits where it said. */
import * as numbers from "@ashlar/kernel/interface";
import { all, and, any, equal, extract, not, or, type Term, ule, zeroExtend } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Arguments, fields, object, type State } from "@ashlar/spec/kernel";
import type { Statement } from "../../../prove/statement.js";
import type { Entry } from "../entries.js";
import { isOfType, momentsOf } from "../moment.js";

const ZERO = number64(0);
const { THREAD, REGISTER } = fields;

const isIn = (state: State, thread: Term, what: number) =>
  equal(state.get(THREAD.state, thread), number64(what));

/** It runs, or waits for its turn. */
const goesOn = (state: State, thread: Term) =>
  all([
    isIn(state, thread, numbers.READY),
    or(
      equal(state.current, thread),
      equal(state.get(THREAD.queue, thread), state.get(THREAD.domain, thread)),
    ),
  ]);

const RESULT = number64((1 << numbers.RESULT_BITS) - 1);
/** The largest of the results that a call has. */
const LAST_RESULT = number64(numbers.NOTHING);

const isAnswered = (state: State, thread: Term) =>
  ule(and(state.get(REGISTER, thread, number64(numbers.ANSWER)), RESULT), LAST_RESULT);

const waits = (state: State, thread: Term, what: number, page: Term) =>
  all([isIn(state, thread, what), equal(state.get(THREAD.queue, thread), page)]);

/** A message's receiver has it, and owes the reply. */
function calls(state: State, thread: Term): Term {
  const server = state.get(THREAD.server, thread);
  return all([
    isIn(state, thread, numbers.CALLING),
    isOfType(state, server, numbers.THREAD),
    equal(state.get(THREAD.caller, server), thread),
  ]);
}

type Waiting = (before: State, after: State, given: Arguments) => Term;

const slotOf = (register: Term) => zeroExtend(extract(register, 7, 0), 64);

const atEndpoint =
  (what: number): Waiting =>
  (before, after, given) =>
    waits(after, before.current, what, object(before, slotOf(given[0])).page);

const stops: Waiting = (before, after) => isIn(after, before.current, numbers.INACTIVE);

/** Of entries after which who entered may not go on: how it waits then. */
const WAITING: Readonly<Record<string, readonly Waiting[]>> = {
  send: [atEndpoint(numbers.SENDING)],
  call: [atEndpoint(numbers.SENDING), (before, after) => calls(after, before.current)],
  receive: [atEndpoint(numbers.RECEIVING)],
  replyReceive: [atEndpoint(numbers.RECEIVING)],
  wait: [
    (before, after, given) =>
      waits(after, before.current, numbers.WAITING, object(before, given[0]).page),
  ],
  fault: [
    (before, after) =>
      waits(
        after,
        before.current,
        numbers.SENDING,
        before.get(fields.HANDLER.page, before.current),
      ),
    (before, after) => calls(after, before.current),
    stops,
  ],
  threadSuspend: [stops],
  untypedReclaim: [stops],
};

/** Whoever enters the kernel runs, so is ready. */
export function answers(entry: Entry): Statement {
  const isCall = entry.isByThread && entry.name !== "fault";
  const runs = (state: State) => [
    not(equal(state.current, ZERO)),
    isIn(state, state.current, numbers.READY),
  ];
  const obligations = momentsOf(entry, runs).map(({ before, after, given, when, perhaps }) => {
    const thread = before.current;
    const goal = any([
      all([goesOn(after, thread), ...(isCall ? [isAnswered(after, thread)] : [])]),
      ...(WAITING[entry.name] ?? []).map((how) => how(before, after, given)),
    ]);
    return { claim: "it goes on, or waits where it said", goal, when, perhaps };
  });
  return { hypotheses: [], obligations };
}
