/** The two files that are compared, or why nothing can be said of one. */
import { type Module, readModule, riscv } from "@ashlar/semantics";
import { instanceLayout, type Layout } from "./layout.js";
import { namedFunctions } from "./names.js";
import { type Pair, pairsOf } from "./pairing.js";
import { placed } from "./placed.js";
import type { Refusal } from "./report.js";

export interface Inputs {
  readonly kind: "inputs";
  readonly module: Module;
  readonly program: riscv.Program;
  readonly pairs: readonly Pair[];
  readonly layout: Layout;
}

/** What may be said of the two files beside what is in them. */
export interface InputOptions {
  /** The name that wasm2c was given for the module; found among the symbols where it is not said. */
  readonly name?: string;
  /** Where the program keeps memory and globals; as wasm2c's own run time does where not said. */
  readonly layout?: Layout;
}

/** Reads both. */
export function inputsOf(
  module: Uint8Array,
  program: Uint8Array,
  { name, layout: described }: InputOptions = {},
): Inputs | Refusal {
  const wasm = readModule(module, { refusal: "when run" });
  if (wasm.kind === "fault") return refusal("module", wasm.fault.message);
  const machine = riscv.readElf(program);
  if (machine.kind === "fault") return refusal("program", machine.fault.message);
  const unfit = unfitness(machine.program);
  if (unfit !== undefined) return refusal("program", unfit);
  const pairs = pairsOf(wasm.module, machine.program, namedFunctions(module), name);
  if (pairs === undefined) return refusal("program", "none of its symbols is of this module");
  const twin = twinOf(machine.program, pairs);
  if (twin !== undefined) return refusal("program", `two of its functions are called ${twin}`);
  const layout = placed(described ?? instanceLayout(wasm.module), wasm.module, machine.program);
  if (typeof layout === "string") return refusal("program", layout);
  return { kind: "inputs", module: wasm.module, program: machine.program, pairs, layout };
}

/** Why nothing can be said of a program, whatever its module. */
function unfitness({ symbols, segments }: riscv.Program): string | undefined {
  if (!symbols.some(({ kind }) => kind === "function"))
    return "it has no symbols, so its functions have no names: was it stripped?";
  const writable = segments.find(({ isWritable, isExecutable }) => isWritable && isExecutable);
  if (writable !== undefined)
    return `its code at 0x${writable.address.toString(16)} can be written while it runs`;
  return undefined;
}

/** A name that would propose one function where callers may mean the other. */
function twinOf({ symbols }: riscv.Program, pairs: readonly Pair[]): string | undefined {
  const meant = new Map(pairs.map(({ name, symbol }) => [name, symbol?.address]));
  return symbols.find(({ name, address, section }) => {
    const other = meant.get(name);
    return other !== undefined && other !== address && section !== undefined;
  })?.name;
}

const refusal = (input: Refusal["input"], reason: string): Refusal => ({
  ...{ kind: "refused", input, reason },
});
