/** A run on variables, evaluated at numbers, beside a run on these numbers. */
import assert from "node:assert/strict";
import {
  ArrayValue,
  arrayOf,
  bitVector,
  constant,
  evaluateAll,
  sub,
  type Term,
  ugt,
  type Value,
  variable,
} from "@ashlar/logic";
import type { Random } from "@ashlar/rapilog/random";
import { Control } from "../control/fields.js";
import { Computer } from "../run/computer.js";
import { type Exploration, type Explored, type ExploreOptions, explore } from "../run/explore.js";
import { FlatMemory } from "../run/flat-memory.js";
import { TermMemory } from "../run/term-memory.js";

export const START = 0x8000_0000;
export const DATA = 0x9000_0000;
export const DATA_BYTES = 256;
/** Where what is called returns to, in runs on numbers. */
export const CALLER = 0x7000_0000n;

export const registerVariable = (index: number) => variable(`x${index}`, bitVector(64));
const memoryVariable = () => variable("memory", arrayOf(64, 8));

/** There is memory where the data are, and nowhere else. */
function isOutside(address: Term, bytes: number): Term {
  return ugt(sub(address, constant(64, DATA)), constant(64, DATA_BYTES - bytes));
}

/** Code run on variables: any registers, any memory. */
export function explored(code: Uint8Array, options: ExploreOptions, from = START): Explored {
  const flat = new FlatMemory([{ start: START, bytes: code }]);
  const surroundings = { parcel: (address: number) => flat.parcel(address), isOutside };
  const exploration: Exploration = explore(
    {
      pc: constant(64, from),
      memory: new TermMemory(memoryVariable(), surroundings),
      registers: registerVariable,
    },
    options,
  );
  if (exploration.kind === "unfinished") assert.fail(exploration.reason);
  return exploration;
}

/** The same code on numbers. */
export interface Trial {
  readonly registers: readonly bigint[];
  readonly data: Uint8Array;
}

export function anyData(random: Random): Uint8Array {
  return random.bytes(DATA_BYTES);
}

/** What is left of a run on numbers. */
interface Happened {
  registers: bigint[];
  pc: bigint;
  /** The exception's, if one ended it. */
  cause: bigint | undefined;
  data: Uint8Array;
}

/** Runs so many instructions, or until it returns to its caller. */
export function happens(code: Uint8Array, trial: Trial, steps: number, from = START): Happened {
  const data = trial.data.slice();
  const memory = new FlatMemory([
    { start: START, bytes: code },
    { start: DATA, bytes: data },
  ]);
  const computer = new Computer(memory, BigInt(from));
  computer.hart.registers = [...trial.registers];
  const NO_CAUSE = 63n;
  computer.hart.control.set(Control.mcause, NO_CAUSE);
  computer.run(steps, trial.registers[1] === CALLER ? CALLER : undefined);
  const { registers, pc, control } = computer.hart;
  const cause = control.get(Control.mcause)!;
  return { registers, pc, cause: cause === NO_CAUSE ? undefined : cause, data };
}

function assignment({ registers, data }: Trial): Map<Term, Value> {
  const values = new Map<Term, Value>();
  registers.forEach((value, at) => {
    if (at > 0) values.set(registerVariable(at), value);
  });
  const bytes = Array.from(data, (byte, at): [bigint, bigint] => [BigInt(DATA + at), BigInt(byte)]);
  return values.set(memoryVariable(), new ArrayValue(0n, new Map(bytes)));
}

/** Exactly one ending of the run on variables is at these numbers, and it is what happens. */
export function compareAt(run: Explored, trial: Trial, expected: Happened, what: string): void {
  const values = assignment(trial);
  const holds = (endings: readonly { condition: Term }[]) => {
    const conditions = endings.map(({ condition }) => condition);
    return evaluateAll(conditions, values).flatMap((value, at) => (value === 1n ? [at] : []));
  };
  const [arrived, excepted] = [holds(run.arrived), holds(run.excepted)];
  const endings = arrived.length + excepted.length + holds(run.leftOut).length;
  assert.equal(endings, 1, `${what}: not exactly one ending`);
  if (expected.cause !== undefined) {
    assert.equal(run.excepted[excepted[0]!]?.cause, Number(expected.cause), what);
    return;
  }
  const ending = run.arrived[arrived[0]!];
  assert.ok(ending !== undefined, `${what}: an exception, or left out`);
  const { registers, memory, pc } = ending.hart;
  const bytes = Array.from(expected.data, (_, at) => memory.load(constant(64, DATA + at), 1));
  const said = evaluateAll([pc, ...registers, ...bytes], values);
  assert.deepEqual(said.slice(0, 33), [expected.pc, ...expected.registers], what);
  assert.deepEqual(said.slice(33).map(Number), [...expected.data], `${what}: memory`);
}
