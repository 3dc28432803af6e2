/**
 * One of the official tests: a program that ends by writing to `tohost` (riscv-test-env, p), 1
 * where all is well, otherwise an odd number with that of the case that failed above it.
 */
import {
  Computer,
  type ElfFault,
  FlatMemory,
  loaded,
  type Program,
  type Region,
  readElf,
} from "../../riscv/index.js";

/** `refused`: it needs what is not covered here. */
export type Verdict =
  | { kind: "passed" }
  | { kind: "refused"; reason: string }
  | { kind: "failed"; reason: string };

const MEMORY_BYTES = 1 << 22;
const SLICE_STEPS = 2000;
const STEPS_MAX = 2_000_000;

const failed = (reason: string): Verdict => ({ kind: "failed", reason });
const refused = (reason: string): Verdict => ({ kind: "refused", reason });

/** Runs a program until it says how it ended. */
export function judge(file: Uint8Array): Verdict {
  const reading = readElf(file);
  if (reading.kind === "fault") return ofFault(reading.fault);
  const { program } = reading;
  const tohost = program.symbols.find(({ name }) => name === "tohost");
  if (tohost === undefined) return refused("it has no symbol tohost, so it cannot say how it ends");
  const start = startOf(program);
  const region = loaded(program, start, MEMORY_BYTES);
  if (region === undefined) return refused(`it needs more than ${MEMORY_BYTES} bytes of memory`);
  return run(program, region, tohost.address - start);
}

function ofFault(fault: ElfFault): Verdict {
  return fault.kind === "refused" ? refused(fault.message) : failed(fault.message);
}

function startOf({ segments }: Program): number {
  return Math.min(...segments.map(({ address }) => address));
}

function run(program: Program, region: Region, tohost: number): Verdict {
  const computer = new Computer(new FlatMemory([region]), BigInt(program.entry));
  const view = new DataView(region.bytes.buffer);
  for (let steps = 0; steps < STEPS_MAX; steps += SLICE_STEPS) {
    const ran = computer.run(SLICE_STEPS);
    if (ran.kind === "unfinished") return refused(`${ran.reason}, at 0x${ran.pc.toString(16)}`);
    const said = view.getBigUint64(tohost, true);
    if (said === 1n) return { kind: "passed" };
    if (said !== 0n) return failed(`case ${said >> 1n}`);
  }
  return failed(`not at its end after ${STEPS_MAX} instructions`);
}
