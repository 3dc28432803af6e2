/** Which functions there are to validate. */
import { readModule, riscv } from "@ashlar/semantics";
import { unfitness } from "../fitness.js";
import { namedFunctions } from "../names.js";
import { pairsOf } from "../pairing.js";
import type { Refusal } from "../report.js";

/** A function of the module, under the name that its report has. */
export interface Asked {
  readonly name: string;
  /** Of the machine's function, as long as its symbol says. */
  readonly instructions: number;
}

export function askedOf(
  module: Uint8Array,
  program: Uint8Array,
): Refusal | { readonly kind: "asked"; readonly functions: readonly Asked[] } {
  const wasm = readModule(module, { refusal: "when run" });
  if (wasm.kind === "fault") return refusal("module", wasm.fault.message);
  const machine = riscv.readElf(program);
  if (machine.kind === "fault") return refusal("program", machine.fault.message);
  const unfit = unfitness(machine.program);
  if (unfit !== undefined) return refusal("program", unfit);
  const pairs = pairsOf(wasm.module, machine.program, namedFunctions(module), undefined);
  if (pairs === undefined) return refusal("program", "none of its symbols is of this module");
  const functions = pairs.map(({ name, symbol }) => ({
    name,
    instructions: symbol === undefined ? 0 : instructionsOf(machine.program, symbol),
  }));
  return { kind: "asked", functions };
}

/** How many instructions a function has: its parcels that begin one. */
function instructionsOf({ segments }: riscv.Program, symbol: riscv.ElfSymbol): number {
  const end = symbol.address + symbol.size_bytes;
  const segment = segments.find(
    ({ address, bytes }) => address <= symbol.address && end <= address + bytes.length,
  );
  if (segment === undefined) return 0;
  let count = 0;
  for (let at = symbol.address - segment.address; at < end - segment.address; count++)
    at += riscv.isShort(segment.bytes[at]!) ? 2 : 4;
  return count;
}

const refusal = (input: Refusal["input"], reason: string): Refusal => ({
  ...{ kind: "refused", input, reason },
});
