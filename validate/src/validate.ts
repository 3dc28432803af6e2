/**
 * Proves function by function that machine code computes what a module computes: if the WebAssembly
 * function does not trap from the state at hand, the machine's function ends with the same results,
 * the same linear memory and the same globals, keeps the calling convention, and touches nothing else.
 */
import { validateFunction } from "./function.js";
import { inputsOf } from "./inputs.js";
import { instanceLayout, type Layout } from "./layout.js";
import type { FunctionReport, Validation } from "./report.js";
import { Target } from "./target.js";

export interface ValidateOptions {
  /** The name that wasm2c was given for the module; found among the symbols where it is not said. */
  readonly name?: string;
  /** Where the program keeps memory and globals; as wasm2c's own run time does where not said. */
  readonly layout?: Layout;
  /** Only functions whose name contains this. */
  readonly only?: string;
  /** For each question to the solver. */
  readonly seconds_max?: number;
  /** Is told of each function when it is done. */
  readonly onFunction?: (report: FunctionReport) => void;
}

export function validate(
  module: Uint8Array,
  program: Uint8Array,
  options: ValidateOptions = {},
): Validation {
  const inputs = inputsOf(module, program, options.name);
  if (inputs.kind === "refused") return inputs;
  const functions: FunctionReport[] = [];
  const layout = options.layout ?? instanceLayout(inputs.module);
  const target = new Target(inputs.module, inputs.program, layout, inputs.pairs);
  for (const pair of inputs.pairs) {
    if (options.only !== undefined && !pair.name.includes(options.only)) continue;
    const report = validateFunction(target, pair, options.seconds_max);
    functions.push(report);
    options.onFunction?.(report);
  }
  return { kind: "report", functions };
}
