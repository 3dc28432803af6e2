/** Which functions there are to validate. */
import { riscv } from "@ashlar/semantics";
import { loopCount } from "../function.js";
import { inputsOf } from "../inputs.js";
import type { Refusal } from "../report.js";

/** A function of the module, under the name that its report has. */
export interface Asked {
  readonly name: string;
  /** Of the machine's function, as long as its symbol says. */
  readonly instructions: number;
  /** Of the module's function. */
  readonly loops: number;
}

export function askedOf(
  module: Uint8Array,
  program: Uint8Array,
): Refusal | { readonly kind: "asked"; readonly functions: readonly Asked[] } {
  const inputs = inputsOf(module, program);
  if (inputs.kind === "refused") return inputs;
  const functions = inputs.pairs.map(({ index, name, symbol }) => ({
    name,
    instructions: symbol === undefined ? 0 : instructionsOf(inputs.program, symbol),
    loops: loopCount(inputs.module, index),
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
