/**
 * Endpoints: where threads meet. Who comes first waits, and all who wait at one either send or
 * receive. A message that was sent is delivered even if the right to send was taken back meanwhile.
 * Who calls waits for a reply (`reply.ts`).
 */
import * as numbers from "@ashlar/kernel/interface";
import { and, equal, not, or, type Term, TRUE } from "@ashlar/logic";
import { number64 } from "../number.js";
import { isSignalled, takeSignalled } from "./binding.js";
import type { Capability } from "./capability.js";
import { THREAD } from "./fields.js";
import { accepting, answered, deliver, held, hold, type Message, said, slotOf } from "./message.js";
import { append, endpointQueue, headOf, remove } from "./queue.js";
import { handOver, schedule } from "./schedule.js";
import type { State } from "./state.js";
import {
  type Arguments,
  hasRights,
  object,
  objectRefusals,
  perform,
  type Refusal,
  type SystemCall,
} from "./system-call.js";
import { isIn, wake } from "./thread.js";

const [ZERO, ONE] = [number64(0), number64(1)];
const DONE = number64(numbers.DONE);
const [SENDING, RECEIVING] = [number64(numbers.SENDING), number64(numbers.RECEIVING)];

export const firstOf = (state: State, endpoint: Term) => headOf(state, endpointQueue(endpoint));
export const isFirst = (state: State, endpoint: Term, what: number) =>
  and(not(equal(firstOf(state, endpoint), ZERO)), isIn(state, firstOf(state, endpoint), what));

/** The running thread waits at an endpoint. */
export const waitAt = (state: State, endpoint: Term, what: Term): State =>
  append(state.with(THREAD.state, [state.current], what), endpointQueue(endpoint), state.current);

/** The same, and who is next runs. */
export const blockAt = (state: State, endpoint: Term, what: Term): State =>
  state.routine({ name: "blockAt", parameters: [endpoint, what] }, (before) =>
    schedule(waitAt(before, endpoint, what)),
  );

/** `caller` waits for the reply of `server`. */
export const waitForReply = (state: State, caller: Term, server: Term): State =>
  state
    .with(THREAD.state, [caller], number64(numbers.CALLING))
    .with(THREAD.server, [caller], server)
    .with(THREAD.caller, [server], caller);

function waitToSend(state: State, endpoint: Term, message: Message, isCall: Term): State {
  const kept = hold(state, message).with(THREAD.isCall, [state.current], isCall);
  return blockAt(kept, endpoint, SENDING);
}

/** The first who waits at the endpoint gets the message. */
export function deliverToFirst(state: State, endpoint: Term, message: Message): State {
  const receiver = firstOf(state, endpoint);
  return deliver(remove(state, endpointQueue(endpoint), receiver), receiver, message);
}

/** The same, and the sender goes on: it is answered before anybody else runs. */
const sent = (state: State, endpoint: Term, message: Message): State =>
  answered(deliverToFirst(state, endpoint, message), state.current, DONE);

const sentBy = (state: State, endpoint: Capability, registers: Arguments): Message =>
  said(state, registers, endpoint.badge, hasRights(endpoint, numbers.GRANT));

const senderRefusals = (state: State, endpoint: Capability) =>
  objectRefusals(state, endpoint, numbers.ENDPOINT, numbers.WRITE, 0);

/**
 * `send(endpoint, label, words…)`: waits until somebody receives. Needs WRITE, and GRANT for a
 * capability to go with it.
 */
export const send: SystemCall = (state, registers) => {
  const endpoint = object(state, slotOf(registers));
  const { page } = endpoint;
  const message = sentBy(state, endpoint, registers);
  const isHeard = isFirst(state, page, numbers.RECEIVING);
  return perform(state, {
    refusals: senderRefusals(state, endpoint),
    invoke: (before) =>
      before.either(
        isHeard,
        (now) => wake(sent(now, page, message), firstOf(state, page)),
        (later) => waitToSend(later, page, message, ZERO),
      ),
    isLater: TRUE,
  });
};

/**
 * `nonblockingSend(endpoint, label, words…)`: if nobody receives the message is gone, and the sender
 * is not told which it was. Needs WRITE.
 */
export const nonblockingSend: SystemCall = (state, registers) => {
  const endpoint = object(state, slotOf(registers));
  const { page } = endpoint;
  const message = sentBy(state, endpoint, registers);
  const isHeard = isFirst(state, page, numbers.RECEIVING);
  return perform(state, {
    refusals: senderRefusals(state, endpoint),
    invoke: (before) =>
      before.if(isHeard, (now) => wake(sent(now, page, message), firstOf(state, page))),
    isLater: isHeard,
  });
};

/** `call(endpoint, label, words…)`: sends, and waits for the reply. Needs WRITE. */
export const call: SystemCall = (state, registers) => {
  const endpoint = object(state, slotOf(registers));
  const { page } = endpoint;
  const message = sentBy(state, endpoint, registers);
  const isHeard = isFirst(state, page, numbers.RECEIVING);
  const server = firstOf(state, page);
  return perform(state, {
    refusals: senderRefusals(state, endpoint),
    invoke: (before) =>
      accepting(before, registers).either(
        isHeard,
        (now) =>
          handOver(waitForReply(deliverToFirst(now, page, message), state.current, server), server),
        (later) => waitToSend(later, page, message, ONE),
      ),
    isLater: TRUE,
  });
};

/** The running thread takes the message of a thread that sends; `other`, if somebody, is woken next. */
export const take = (state: State, sender: Term, endpoint: Term, other = ZERO): State =>
  state.routine({ name: "take", parameters: [sender, endpoint, other] }, (before) =>
    taken(before, sender, endpoint),
  );

function taken(state: State, sender: Term, endpoint: Term): State {
  const isCall = equal(state.get(THREAD.isCall, sender), ONE);
  const delivered = deliver(
    remove(state, endpointQueue(endpoint), sender),
    state.current,
    held(state, sender),
  );
  return delivered.either(
    isCall,
    (calling) => waitForReply(calling, sender, state.current),
    (done) => wake(answered(done, sender, DONE), sender),
  );
}

/** Whether there is anything to receive: bits to which the running thread listens, or a message. */
export const isAnything = (state: State, endpoint: Term) =>
  or(isSignalled(state, state.current), isFirst(state, endpoint, numbers.SENDING));

/** The running thread takes what there is, bits first. */
export const takeFirst = (state: State, endpoint: Term): State => {
  const is = isSignalled(state, state.current);
  return state.either(is, takeSignalled, (now) => take(now, firstOf(now, endpoint), endpoint));
};

/** The running thread takes what there is at an endpoint, or waits for it. */
export const receiveAt = (state: State, endpoint: Term): State =>
  state.routine({ name: "receiveAt", parameters: [endpoint] }, (before) =>
    before.either(
      isAnything(before, endpoint),
      (now) => takeFirst(now, endpoint),
      (later) => blockAt(later, endpoint, RECEIVING),
    ),
  );

export const callerOf = (state: State) => state.get(THREAD.caller, state.current);

export const receiverRefusals = (state: State, endpoint: Capability): Refusal[] =>
  objectRefusals(state, endpoint, numbers.ENDPOINT, numbers.READ, 0);

const mustReplyFirst = (state: State): Refusal => [
  not(equal(callerOf(state), ZERO)),
  numbers.IN_USE,
];

/** `receive(endpoint)`: waits until somebody sends. Needs READ. */
export const receive: SystemCall = (state, registers) => {
  const endpoint = object(state, slotOf(registers));
  return perform(state, {
    refusals: [...receiverRefusals(state, endpoint), mustReplyFirst(state)],
    invoke: (before) => receiveAt(accepting(before, registers), endpoint.page),
    isLater: TRUE,
  });
};

/** `nonblockingReceive(endpoint)`: answers NOTHING if nobody sends. Needs READ. */
export const nonblockingReceive: SystemCall = (state, registers) => {
  const endpoint = object(state, slotOf(registers));
  const isFound = isAnything(state, endpoint.page);
  return perform(state, {
    refusals: [...receiverRefusals(state, endpoint), mustReplyFirst(state)],
    invoke: (before) =>
      accepting(before, registers).if(isFound, (now) => takeFirst(now, endpoint.page)),
    answer: number64(numbers.NOTHING),
    isLater: isFound,
  });
};
