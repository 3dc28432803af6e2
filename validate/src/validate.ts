/**
 * Proves function by function that machine code computes what a module computes: if the WebAssembly
 * function does not trap from the state at hand, the machine's function ends with the same results,
 * the same linear memory and the same globals, keeps the calling convention, and touches nothing else.
 */
import { readModule, riscv } from "@ashlar/semantics";
import { unfitness } from "./fitness.js";
import { validateFunction } from "./function.js";
import { instanceLayout, type Layout } from "./layout.js";
import { namedFunctions } from "./names.js";
import { pairsOf } from "./pairing.js";
import type { FunctionReport, Refusal, Validation } from "./report.js";
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
  const wasm = readModule(module, { refusal: "when run" });
  if (wasm.kind === "fault") return refusal("module", wasm.fault.message);
  const machine = riscv.readElf(program);
  if (machine.kind === "fault") return refusal("program", machine.fault.message);
  const unfit = unfitness(machine.program);
  if (unfit !== undefined) return refusal("program", unfit);
  const pairs = pairsOf(wasm.module, machine.program, namedFunctions(module), options.name);
  if (pairs === undefined) return refusal("program", "none of its symbols is of this module");
  const functions: FunctionReport[] = [];
  const layout = options.layout ?? instanceLayout(wasm.module);
  const target = new Target(wasm.module, machine.program, layout, pairs);
  for (const pair of pairs) {
    if (options.only !== undefined && !pair.name.includes(options.only)) continue;
    const report = validateFunction(target, pair, options.seconds_max);
    functions.push(report);
    options.onFunction?.(report);
  }
  return { kind: "report", functions };
}

const refusal = (input: Refusal["input"], reason: string): Refusal => ({
  ...{ kind: "refused", input, reason },
});
