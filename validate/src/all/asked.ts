/** Which functions there are to validate. */
import { loopCount } from "../function.js";
import { inputsOf } from "../inputs.js";
import { instructionsOf } from "../instructions.js";
import type { Layout } from "../layout.js";
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
  layout?: Layout,
): Refusal | { readonly kind: "asked"; readonly functions: readonly Asked[] } {
  const inputs = inputsOf(module, program, layout && { layout });
  if (inputs.kind === "refused") return inputs;
  const functions = inputs.pairs.map(({ index, name, symbol }) => ({
    name,
    instructions: symbol === undefined ? 0 : instructionsOf(inputs.program, symbol),
    loops: loopCount(inputs.module, index),
  }));
  return { kind: "asked", functions };
}
