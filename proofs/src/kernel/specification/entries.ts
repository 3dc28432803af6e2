/** The kernel's entry points as steps of the specification, with anything that may be passed to one. */
import { NO_SUCH_CALL_NAME, SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import { equal, not, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import {
  type Arguments,
  fault,
  fields,
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
  /** Where that is looked at, if not everywhere. */
  readonly where?: (state: State, given: Arguments) => Term;
  readonly step: (state: State, given: Arguments) => State;
}

const call = (name: string, number: number): Entry => ({
  ...{ name, what: `a call of ${name}`, isByThread: true },
  step: (state, given) => systemCall(state, number, given),
});

/** A part of an entry: when something is so. */
interface Case {
  readonly name: string;
  /** What happens, of which the entry says what it is. */
  readonly what: (call: string) => string;
  readonly where: NonNullable<Entry["where"]>;
}

const isDying = (state: State, [, page]: Arguments) =>
  equal(state.get(fields.DYING, page), number64(1));
const isOwed = (state: State) =>
  not(equal(state.get(fields.THREAD.caller, state.current), number64(0)));

/** Entries with too many cases for one theorem: what they turn on first, each a theorem of its own. */
const CASES: Readonly<Record<string, readonly Case[]>> = {
  untypedReclaim: [
    {
      ...{ name: "first", what: (call) => `the first ${call} for a page` },
      where: (state, given) => not(isDying(state, given)),
    },
    { name: "further", what: (call) => `a further ${call} for a page`, where: isDying },
  ],
  replyReceive: [
    { name: "owing", what: (call) => `a ${call} by who owes an answer`, where: isOwed },
    {
      ...{ name: "free", what: (call) => `a ${call} by who owes none` },
      where: (state) => not(isOwed(state)),
    },
  ],
};

const partsOf = (entry: Entry): readonly Entry[] =>
  CASES[entry.name]?.map(({ name, what, where }) => ({
    ...{ ...entry, name: `${entry.name}/${name}`, what: what(entry.what.replace("a ", "")), where },
  })) ?? [entry];

/** The entry of which one is a part. */
export const baseOf = ({ name }: Entry): string => name.split("/")[0]!;

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

/** The same, where one has too many cases for one theorem in parts. */
export const ENTRIES_APART: readonly Entry[] = ENTRIES.flatMap(partsOf);
