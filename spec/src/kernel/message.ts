/** Messages between threads: a label, words, and the badge of the capability by which it was sent. */
import * as numbers from "@ashlar/kernel/interface";
import { all, equal, extract, ite, not, or, shl, sub, type Term, zeroExtend } from "@ashlar/logic";
import { number64 } from "../number.js";
import { capabilityAt, hasSlot, isEmpty, isLive, rootOf, withCapability } from "./capability.js";
import { FAULT, REGISTER, THREAD } from "./fields.js";
import type { Place, State } from "./state.js";
import { type Arguments, named } from "./system-call.js";

export interface Message {
  readonly sender: Term;
  readonly badge: Term;
  /** Whether the kernel says that the sender has faulted: an answer's bit. */
  readonly fromFault: Term;
  /** 1 + the slot of the sender's space with a capability that goes with it; 0: none. */
  readonly grant: Term;
  /** The label and the words. */
  readonly content: readonly Term[];
}

const [ZERO, ONE] = [number64(0), number64(1)];
const CANCELLED = number64(numbers.CANCELLED);
const PLACES = Array.from({ length: 1 + numbers.WORDS }, (_, at) => number64(numbers.LABEL + at));
const ANSWER = number64(numbers.ANSWER);
const BADGE_BIT = number64(numbers.BADGE_BIT);
const FROM_FAULT = number64(1n << BigInt(numbers.FROM_FAULT_BIT));
const WITH_CAPABILITY = number64(1n << BigInt(numbers.WITH_CAPABILITY_BIT));

/** 16 bits of the first register. */
const part = (first: Term, from: number) => zeroExtend(extract(first, from + 15, from), 64);
/** The slot of the endpoint: the lowest byte. */
export const slotOf = ([first]: Arguments) => zeroExtend(extract(first, 7, 0), 64);

/** What a thread says: what is in its registers. A capability goes with it if it may. */
export const said = (state: State, registers: Arguments, badge: Term, mayGrant: Term): Message => ({
  ...{ sender: state.current, badge, fromFault: ZERO, content: registers.slice(1) },
  grant: ite(mayGrant, part(registers[0], numbers.GRANT_BIT), ZERO),
});

/** The running thread says where it wants what may come with a message. */
export const accepting = (state: State, registers: Arguments): State =>
  state.with(THREAD.slots, [state.current], registers[0]);

const isFaulted = (state: State, thread: Term) => equal(state.get(FAULT.isFaulted, thread), ONE);

/** What a thread that waits for a receiver has to say; if it has faulted the kernel says it. */
export function held(state: State, sender: Term): Message {
  const is = isFaulted(state, sender);
  const fault = [state.get(FAULT.kind, sender), state.get(FAULT.address, sender)];
  return {
    sender,
    badge: state.get(THREAD.badge, sender),
    fromFault: ite(is, FROM_FAULT, ZERO),
    grant: ite(is, ZERO, state.get(THREAD.grant, sender)),
    content: PLACES.map((place, at) =>
      ite(is, fault[at] ?? ZERO, state.get(REGISTER, sender, place)),
    ),
  };
}

const written = (state: State, thread: Term, content: readonly Term[]) =>
  PLACES.reduce((before, place, at) => before.with(REGISTER, [thread, place], content[at]!), state);

/** A thread keeps what it says until there is somebody to hear it. */
export const hold = (state: State, { sender, badge, grant, content }: Message): State =>
  written(state, sender, content)
    .with(THREAD.badge, [sender], badge)
    .with(THREAD.grant, [sender], grant);

export const answered = (state: State, thread: Term, word: Term): State =>
  state.with(REGISTER, [thread, ANSWER], word);

/** The answer that it is done, and by whom, or what was signalled. */
export const done = (badge: Term) => or(number64(numbers.DONE), shl(badge, BADGE_BIT));

const released = (state: State, thread: Term) => state.with(FAULT.isFaulted, [thread], ZERO);

/** What a thread was waiting for is no more. One that has faulted tries again. */
export const cancelled = (state: State, thread: Term): State =>
  state
    .if(not(isFaulted(state, thread)), (waiting) => answered(waiting, thread, CANCELLED))
    .if(isFaulted(state, thread), (faulted) => released(faulted, thread));

/** A caller is given the reply. One that has faulted goes on with its registers as they were. */
export const giveReply = (state: State, caller: Term, message: Message): State =>
  state
    .if(not(isFaulted(state, caller)), (calling) => deliver(calling, caller, message))
    .if(isFaulted(state, caller), (faulted) => released(faulted, caller))
    .with(THREAD.server, [caller], ZERO)
    .with(THREAD.caller, [state.current], ZERO);

/**
 * A thread is given a message. If a capability goes with it, is still there, and the receiver has an
 * empty slot for it, that is copied; otherwise the message comes alone.
 */
export function deliver(state: State, receiver: Term, message: Message): State {
  const { sender, badge, fromFault, grant, content } = message;
  const accept = part(state.get(THREAD.slots, receiver), numbers.ACCEPT_BIT);
  const into: Place = [rootOf(state, receiver).page, sub(accept, ONE)];
  const capability = named(state, sub(grant, ONE), sender);
  const isGiven = all([
    not(equal(grant, ZERO)),
    not(equal(accept, ZERO)),
    isLive(state, capability),
    hasSlot(state, receiver, sub(accept, ONE)),
    isEmpty(capabilityAt(state, ...into)),
  ]);
  const word = or(done(badge), or(fromFault, ite(isGiven, WITH_CAPABILITY, ZERO)));
  return answered(written(state, receiver, content), receiver, word).if(isGiven, (now) =>
    withCapability(now, into, capability),
  );
}
