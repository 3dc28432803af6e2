/** The state relation: the specification's watermarks are a function of the core's globals. */
import { fromBoolean, isNonzero, type Term, ugt, zeroExtend } from "@ashlar/logic";
import { type Watermarks, watermarks } from "@ashlar/spec";
import type { Moment } from "../core.js";
import { type GlobalName, type Globals, globalIn } from "../globals.js";
import type { Before, Described, Effect } from "./call.js";

export function watermarksIn(globals: Globals): Watermarks {
  const global = (name: GlobalName) => globalIn(globals, name);
  return {
    released: global("released"),
    journaled: global("journaled"),
    acknowledged: global("acknowledged"),
    head: global("head"),
    intactFrom: global("intactFrom"),
    budget: global("budget"),
    powerFails: isNonzero(global("powerFails")),
    journal: global("fault"),
  };
}

/** The ring's size as positions are counted. */
export const ringSectorsOf = (globals: Globals) => zeroExtend(globalIn(globals, "ringSectors"), 64);

/** The globals that stand for watermarks. Where the power's state stays, so does its global. */
export function globalsOf(
  after: Watermarks,
  { globals }: Pick<Moment, "globals">,
): Partial<Record<GlobalName, Term>> {
  const { powerFails, journal, ...positions } = after;
  const stays = powerFails === watermarksIn(globals).powerFails;
  return {
    ...positions,
    powerFails: stays ? globalIn(globals, "powerFails") : fromBoolean(powerFails, 32),
    fault: journal,
  };
}

type Step = (state: Watermarks, value: Term) => Watermarks;

interface MarkEvent {
  readonly name: string;
  readonly says: string;
  readonly parameter: string;
  readonly step: Step;
  /** What it asserts. */
  readonly traps?: (state: Watermarks, value: Term) => Term;
  readonly equivalent?: readonly string[];
}

function described({ parameter, step, traps, ...rest }: MarkEvent): Described {
  const effectOf = ({ moment, parameters: [value] }: Before): Effect => {
    const state = watermarksIn(moment.globals);
    return {
      ...(traps && { traps: traps(state, value!) }),
      globals: globalsOf(step(state, value!), moment),
    };
  };
  return { ...rest, parameters: [parameter], effectOf };
}

const isBeyondHead = ({ head }: Watermarks, position: Term) => ugt(position, head);
const ALWAYS = "from every state, whatever memory and globals hold: ";

/** The events that only move watermarks. */
export const MARK_EVENTS: readonly Described[] = [
  {
    name: "budget",
    says: `${ALWAYS}budget(bytes) does what the specification's event does to the watermarks, and nothing else; it does not trap`,
    parameter: "bytes",
    step: watermarks.budget,
  },
  {
    name: "journaled",
    says: `${ALWAYS}journaled(position) does what the specification's event does to the watermarks, and nothing else; it traps exactly for a position beyond the head`,
    parameter: "position",
    step: watermarks.journaled,
    traps: isBeyondHead,
  },
  {
    name: "released",
    says: `${ALWAYS}released(position) does what the specification's event does to the watermarks, and nothing else; it traps exactly for a position beyond the head`,
    parameter: "position",
    step: watermarks.released,
    traps: isBeyondHead,
    // The check stands there twice, as released goes on to journaled: without one, the other traps.
    equivalent: ["unreachable", "local.get 0 → 2"],
  },
  {
    name: "power",
    says: `${ALWAYS}power(state) does what the specification's event does to the watermarks, and nothing else; it does not trap`,
    parameter: "state",
    step: (state: Watermarks, value: Term) => watermarks.power(state, isNonzero(value)),
  },
  {
    name: "fault",
    says: `${ALWAYS}fault(state) does what the specification's event does to the watermarks, and nothing else; it traps exactly for a state that is none of the three`,
    parameter: "state",
    step: watermarks.fault,
    traps: (_: Watermarks, value: Term) => ugt(value, watermarks.JOURNAL_FAILED),
  },
].map(described);
