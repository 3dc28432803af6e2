/**
 * Refuting by running: both sides on the same numbers. Only what was seen to differ is refuted; what
 * the solver found is a proposal for a state, and so are random ones.
 */
import type { Assignment } from "@ashlar/logic";
import { Random } from "@ashlar/rapilog/random";
import { riscv, ValueType } from "@ashlar/semantics";
import type { Counterexample } from "../report.js";
import type { Target } from "../target.js";
import { MachineSide, type Widths } from "./machine-side.js";
import { randomState, type State, stateOf } from "./state.js";
import { type Left, runWasm } from "./wasm-side.js";

/** Random states, the same each time. */
const [TRIES, SEED] = [150, 1];
/** And no longer than this. */
const TRIES_MS = 1500;

/** A state in which the function behaves differently; undefined where none was found. */
export function refutation(
  target: Target,
  index: number,
  address: number,
  model?: Assignment,
): Counterexample | undefined {
  const { module } = target;
  const found = model && stateOf(module, index, model);
  const proposed = found && replay(target, index, address, found);
  if (proposed !== undefined) return proposed;
  const random = new Random(SEED);
  const end = performance.now() + TRIES_MS;
  for (let tries = TRIES; tries > 0 && performance.now() < end; tries--) {
    const state = randomState(module, index, random, found);
    const different = state && replay(target, index, address, state);
    if (different !== undefined) return different;
  }
  return undefined;
}

/** What differs from a state on; nothing where WebAssembly traps. */
function replay(
  { module, program, layout }: Target,
  index: number,
  address: number,
  state: State,
): Counterexample | undefined {
  const left = runWasm(module, index, state);
  if (left === undefined) return undefined;
  const { parameters, results } = module.functions[index]!.type;
  const bytes = (type: ValueType) => (type === ValueType.I64 ? 8 : 4);
  const widths: Widths = {
    parameters: parameters.map(bytes),
    globals: module.globals.map(({ type }) => bytes(type)),
  };
  const machine = new MachineSide(program, layout, widths, state, address);
  const difference = differenceBetween(left, machine, results[0]);
  if (difference === undefined) return undefined;
  const globals = state.globals.flatMap((value, at) =>
    value ? [[`global ${at}`, value] as const] : [],
  );
  return {
    parameters: state.parameters,
    state: [...globals, ...shownMemory(state.memory)],
    ...difference,
  };
}

type Difference = Pick<Counterexample, "wasm" | "machine">;

function differenceBetween(
  left: Left,
  machine: MachineSide,
  type: ValueType | undefined,
): Difference | undefined {
  const ran = machine.run();
  if (ran === undefined) return undefined;
  if ("fault" in ran) return { wasm: "returns", machine: ran.fault };
  if (type !== undefined) {
    const result = type === ValueType.I32 ? riscv.extended32(left.result!) : left.result!;
    if (ran.result !== result)
      return { wasm: `returns ${hex(result)}`, machine: `returns ${hex(ran.result)}` };
  }
  for (const [at, value] of left.globals.entries()) {
    const other = machine.global(at);
    if (value !== undefined && other !== undefined && value !== other)
      return { wasm: `global ${at} = ${hex(value)}`, machine: `global ${at} = ${hex(other)}` };
  }
  if (Buffer.compare(left.memory, machine.memory) === 0) return undefined;
  const at = left.memory.findIndex((byte, place) => byte !== machine.memory[place]);
  const shown = (memory: Uint8Array) => `memory[${hex(BigInt(at))}] = ${hex(BigInt(memory[at]!))}`;
  return { wasm: shown(left.memory), machine: shown(machine.memory) };
}

const SHOWN_BYTES = 16;

/** The first bytes that are not zero. */
function shownMemory(memory: Uint8Array): [string, bigint][] {
  const shown: [string, bigint][] = [];
  for (let at = 0; at < memory.length && shown.length < SHOWN_BYTES; at++)
    if (memory[at] !== 0) shown.push([`memory[${hex(BigInt(at))}]`, BigInt(memory[at]!)]);
  return shown;
}

const hex = (value: bigint) => `0x${value.toString(16)}`;
