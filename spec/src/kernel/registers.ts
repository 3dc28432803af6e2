/**
 * Registers of threads that do not run: who supervises one reads them, and says where and with what
 * it goes on. They are read and written six at a time, as many as a message has words.
 */
import * as numbers from "@ashlar/kernel/interface";
import { add, equal, type Term, ugt } from "@ashlar/logic";
import { number64 } from "../number.js";
import { REGISTER } from "./fields.js";
import type { State } from "./state.js";
import { object, objectRefusals, perform, type Refusal, type SystemCall } from "./system-call.js";

const FIRST_MAX = number64(numbers.REGISTERS - numbers.WORDS);
const WORDS = Array.from({ length: numbers.WORDS }, (_, at) => number64(at));
const FIRST_WORD = number64(numbers.LABEL + 1);

/** Those of who runs are not in its context now. */
const registerRefusals = (state: State, thread: Term, first: Term): Refusal[] => [
  [equal(thread, state.current), numbers.IN_USE, 0],
  [ugt(first, FIRST_MAX), numbers.OUT_OF_RANGE, 1],
];

/** `threadReadRegisters(thread, first)`: comes back as a message's words. Needs READ. */
export const read: SystemCall = (state, [slot, first]) => {
  const thread = object(state, slot);
  return perform(state, {
    refusals: [
      ...objectRefusals(state, thread, numbers.THREAD, numbers.READ, 0),
      ...registerRefusals(state, thread.page, first),
    ],
    invoke: (before) =>
      WORDS.reduce(
        (now, at) =>
          now.with(
            REGISTER,
            [state.current, add(FIRST_WORD, at)],
            state.get(REGISTER, thread.page, add(first, at)),
          ),
        before,
      ),
  });
};

/** `threadWriteRegisters(thread, first, values…)`. Needs WRITE. */
export const write: SystemCall = (state, [slot, first, ...values]) => {
  const thread = object(state, slot);
  return perform(state, {
    refusals: [
      ...objectRefusals(state, thread, numbers.THREAD, numbers.WRITE, 0),
      ...registerRefusals(state, thread.page, first),
    ],
    invoke: (before) =>
      values.reduce(
        (now, value, at) => now.with(REGISTER, [thread.page, add(first, WORDS[at]!)], value),
        before,
      ),
  });
};
