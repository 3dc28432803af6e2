/** The kernel's entry points as steps of the specification, with anything that may be passed to one. */
import { NO_SUCH_CALL_NAME, SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import {
  type Arguments,
  fault,
  interrupt,
  type State,
  systemCall,
  timer,
} from "@ashlar/spec/kernel";

/** One way into the kernel. */
export interface Entry {
  /** The end of its theorems' names. */
  readonly name: string;
  /** In plain words: what happens. */
  readonly what: string;
  /** Whether it is the running thread's doing, so that there is one. */
  readonly isByThread: boolean;
  readonly step: (state: State, given: Arguments) => State;
}

const call = (name: string, number: number): Entry => ({
  ...{ name, what: `a call of ${name}`, isByThread: true },
  step: (state, given) => systemCall(state, number, given),
});

/** A number that no call has. */
const NO_CALL = 63;

/** All of them. */
export const ENTRIES: readonly Entry[] = [
  ...SYSTEM_CALL_NAMES.map(call).filter(({ name }) => name !== NO_SUCH_CALL_NAME),
  { ...call(NO_SUCH_CALL_NAME, NO_CALL), what: "a call with a number that no call has" },
  {
    ...{ name: "timer", what: "a tick of the timer", isByThread: false },
    step: (state) => timer(state),
  },
  {
    ...{ name: "interrupt", what: "an interrupt of a device", isByThread: false },
    step: (state, [source]) => interrupt(state, source),
  },
  {
    ...{ name: "fault", what: "a fault of the running thread", isByThread: true },
    step: (state, [kind, address]) => fault(state, kind, address),
  },
];
