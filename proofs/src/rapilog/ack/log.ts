/**
 * A log in the middle of its life, and what a record that is appended to it does: the hypotheses
 * and the claims that the theorems about `write`, `zero` and `recover` share.
 */
import {
  add,
  all,
  and,
  any,
  constant,
  equal,
  FALSE,
  implies,
  isNonzero,
  ite,
  lshr,
  not,
  select,
  sub,
  type Term,
  TRUE,
  ule,
  zeroExtend,
} from "@ashlar/logic";
import type { Explored } from "@ashlar/semantics";
import { type Watermarks, watermarks } from "@ashlar/spec";
import type { Obligation } from "../../prove/statement.js";
import type { Moment } from "../core.js";
import { GLOBAL_NAMES, type GlobalName, type Globals, globalIn, globalOf } from "../globals.js";
import { globalsOf, ringSectorsOf, watermarksIn } from "../refines/watermarks.js";
import { anyAddress, number32 } from "../terms.js";
import type { Expected } from "../v8-state.js";
import type { Sealing } from "./append.js";
import { isBesideTables, isPlacedLog } from "./tables.js";

/** No call moves the head by more than this many sectors: a record and a pad. */
const CALL_SECTORS_MAX = 1 << 22;

const holdsOf = (globals: Globals) =>
  watermarks.invariants(watermarksIn(globals), ringSectorsOf(globals));

/** A log as `configure` and `attach` leave it and its events keep it, far from the stream's end. */
export function isLog(moment: Moment): Term[] {
  const { globals } = moment;
  const end = add(globalOf(moment, "head"), constant(64, CALL_SECTORS_MAX));
  return [
    ...isPlacedLog(moment),
    ...holdsOf(globals).map(({ holds }) => holds),
    watermarks.isFarFromEnd(end),
  ];
}

/** That the specification's invariants hold after a step, and its promises of the step. */
export function keepsBudget(condition: Term, before: Globals, after: Globals): Obligation[] {
  const promised = watermarks.promises(watermarksIn(before), watermarksIn(after));
  return [...holdsOf(after), ...promised].map(({ claim, holds }) => ({
    ...{ claim, goal: holds, when: [condition] },
  }));
}

/** That the globals are these, and the others, but for some, as before. */
export function globalsAre(
  condition: Term,
  before: Globals,
  after: Globals,
  expected: Partial<Record<GlobalName, Term>>,
  open: readonly GlobalName[] = [],
): Obligation[] {
  const isKept = (name: GlobalName) =>
    equal(globalIn(after, name), expected[name] ?? globalIn(before, name));
  const said = (Object.keys(expected) as GlobalName[]).filter((name) => !open.includes(name));
  const others = GLOBAL_NAMES.filter((name) => !open.includes(name) && !said.includes(name));
  return [
    ...said.map((name) => ({
      claim: `${name} is as it must be afterwards`,
      ...{ goal: isKept(name), when: [condition] },
    })),
    { claim: "the other globals stay", goal: all(others.map(isKept)), when: [condition] },
  ];
}

/** The globals that a state of the watermarks stands for, and so many records more. */
export const globalsWith = (globals: Globals, state: Watermarks, records: Term) => ({
  ...globalsOf(state, { globals }),
  sequence: add(globalIn(globals, "sequence"), records),
});

/** Sectors of a record with a payload of so many bytes: a grain, and the payload in whole grains. */
export function recordSectors(moment: Pick<Moment, "globals">, bytes: Term): Term {
  const grain = globalOf(moment, "grainSectors");
  const last = sub(grain, number32(1));
  const sectors = lshr(add(bytes, number32(511)), number32(9));
  return add(grain, and(add(sectors, last), not(last)));
}

/** Whether a stretch is whole sectors of the disk, and not empty. */
export function isOnDisk(moment: Pick<Moment, "globals">, offset: Term, length: Term): Term {
  const disk = globalOf(moment, "diskBytes");
  const isWhole = (value: Term) => equal(and(value, constant(64, 511)), constant(64, 0));
  return all([
    isWhole(offset),
    isWhole(length),
    not(equal(length, constant(64, 0))),
    ule(length, disk),
    ule(offset, sub(disk, length)),
  ]);
}

/** What `append` leaves of a log, with the pad that the record may need; and how many records. */
export function appended({ globals }: Moment, sectors: Term): Partial<Record<GlobalName, Term>> {
  const [state, ring] = [watermarksIn(globals), ringSectorsOf(globals)];
  const pad = watermarks.padBefore(state, wide(sectors), ring);
  const isNone = equal(pad, constant(64, 0));
  const records = ite(isNone, constant(64, 1), constant(64, 2));
  return globalsWith(globals, watermarks.append(state, wide(sectors), ring), records);
}

/** The part of it that is one byte: from the record's sealing on nothing beside the tables changes. */
export function staysSealed(
  moment: Moment,
  condition: Term,
  sealing: Sealing,
  after: Term,
): Obligation {
  return {
    claim: "once the head has moved, no byte of the ring or beside the tables changes",
    goal: equal(after, sealing.after),
    when: [condition, isBesideTables(moment, anyAddress())],
  };
}

/** No trap of its own, and no path left out; what its callees need is given to them. */
export function endsWell({ traps, leftOut, obligations }: Explored): Obligation[] {
  const trapped = any([...traps, ...leftOut].map(({ condition }) => condition));
  const required = obligations.map(({ condition, required }) => implies(condition, required));
  return [
    { claim: "it does not trap of its own, and no path is left out", goal: not(trapped) },
    { claim: "its callees get what they need", goal: all(required) },
  ];
}

/** What can come of a write or a range, to compare V8 with: nothing, or all of it. */
export function endings(
  moment: Moment,
  parameters: readonly Term[],
  verdict: Term,
  after: Partial<Record<GlobalName, Term>>,
  open: readonly GlobalName[],
): [Expected, Expected] {
  const globals = (changes: Partial<Record<GlobalName, Term>>) =>
    GLOBAL_NAMES.map((name) =>
      open.includes(name) ? undefined : (changes[name] ?? globalOf(moment, name)),
    );
  const isAdmitted = not(isNonzero(verdict));
  const byteAt = (address: Term) => select(moment.memory, address);
  const common = { parameters, traps: FALSE, byteAt, watched: [] };
  const nothing = ite(isAdmitted, watermarks.WAIT_OVERLAY, verdict);
  const all = ite(isAdmitted, watermarks.ADMITTED, verdict);
  return [
    {
      ...{ ...common, results: [nothing], globals: globals({}) },
      isOpen: (address) => not(isBesideTables(moment, address)),
    },
    {
      ...{ ...common, results: [all], globals: globals(after), isOpen: () => TRUE },
    },
  ];
}

/** As positions are counted. */
export const wide = (sectors: Term) => zeroExtend(sectors, 64);
