/** Messages between threads: a label, words, and the badge of the capability by which it was sent. */
import * as numbers from "@ashlar/kernel/interface";
import type { Term } from "@ashlar/logic";
import { number64 } from "../number.js";
import { REGISTER, THREAD } from "./fields.js";
import type { State } from "./state.js";
import type { Arguments } from "./system-call.js";

export interface Message {
  readonly badge: Term;
  /** The label and the words. */
  readonly content: readonly Term[];
}

const PLACES = Array.from({ length: 1 + numbers.WORDS }, (_, at) => number64(numbers.LABEL + at));

/** What a thread sends: what is in its registers behind the slot. */
export const sent = (badge: Term, [, ...content]: Arguments): Message => ({ badge, content });

/** What a thread that waits for a receiver has to say. */
export const held = (state: State, sender: Term): Message => ({
  badge: state.get(THREAD.badge, sender),
  content: PLACES.map((place) => state.get(REGISTER, sender, place)),
});

const written = (state: State, thread: Term, content: readonly Term[]) =>
  PLACES.reduce((before, place, at) => before.with(REGISTER, [thread, place], content[at]!), state);

/** A thread keeps what it says until there is somebody to hear it. */
export const hold = (state: State, sender: Term, { badge, content }: Message): State =>
  written(state, sender, content).with(THREAD.badge, [sender], badge);

export const answered = (state: State, thread: Term, result: number): State =>
  state.with(REGISTER, [thread, number64(numbers.RESULT)], number64(result));

/** A thread is given a message. */
export const deliver = (state: State, receiver: Term, { badge, content }: Message): State =>
  answered(written(state, receiver, content), receiver, numbers.DONE).with(
    REGISTER,
    [receiver, number64(numbers.BADGE)],
    badge,
  );
