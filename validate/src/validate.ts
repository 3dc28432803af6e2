/**
 * Proves function by function that machine code computes what a module computes: if the WebAssembly
 * function does not trap from the state at hand, the machine's function ends with the same results,
 * the same linear memory and the same globals, keeps the calling convention, and touches nothing else.
 */
import type { Tell } from "./explain/step.js";
import { validateFunction } from "./function.js";
import { type InputOptions, inputsOf } from "./inputs.js";
import type { FunctionReport, Validation } from "./report.js";
import { Target } from "./target.js";

export interface ValidateOptions extends InputOptions {
  /** Only the function that its report calls so. */
  readonly only?: string;
  /** For each question to the solver. */
  readonly seconds_max?: number;
  /** Is told what proofs go through. */
  readonly tell?: Tell;
  /** Is told of each function when it is done. */
  readonly onFunction?: (report: FunctionReport) => void;
}

export function validate(
  module: Uint8Array,
  program: Uint8Array,
  options: ValidateOptions = {},
): Validation {
  const inputs = inputsOf(module, program, options);
  if (inputs.kind === "refused") return inputs;
  const functions: FunctionReport[] = [];
  const target = new Target(inputs.module, inputs.program, inputs.layout, inputs.pairs);
  for (const pair of inputs.pairs) {
    if (options.only !== undefined && pair.name !== options.only) continue;
    const report = validateFunction(target, pair, options.seconds_max, options.tell);
    functions.push(report);
    options.onFunction?.(report);
  }
  return { kind: "report", functions };
}
