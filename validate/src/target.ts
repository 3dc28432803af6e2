/** A module and the program that it became: which address is which function. */
import type { Module, riscv } from "@ashlar/semantics";
import { type Effects, effectsOf, registersWritten } from "./effects.js";
import { parcelAt } from "./instructions.js";
import type { Layout } from "./layout.js";
import type { MachineCalls } from "./machine-calls.js";
import { mangled } from "./names.js";
import type { Pair } from "./pairing.js";

/** What wasm2c's run time, and ours, calls where WebAssembly traps; neither returns. */
const TRAPS = new Set(["wasm_rt_trap", "wasm_trap"]);

const RETURN_ADDRESS = 1;
/** Registers that a call may change: ra, t0 to t6, a0 to a7. */
const UNSAVED = [RETURN_ADDRESS, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 28, 29, 30, 31];

export class Target {
  readonly effects: readonly Effects[];
  readonly #functions = new Map<number, number>();
  readonly #traps = new Set<number>();
  readonly #changed = new Map<number, readonly number[]>();
  readonly #addresses = new Map<number, number[]>();

  constructor(
    readonly module: Module,
    readonly program: riscv.Program,
    readonly layout: Layout,
    pairs: readonly Pair[],
  ) {
    this.effects = effectsOf(module, layout.isMemoryFixed);
    for (const { index, symbol } of pairs) if (symbol) this.#put(index, symbol.address);
    for (const { name, address } of program.symbols) if (TRAPS.has(name)) this.#traps.add(address);
    this.#putImports();
  }

  #put(index: number, address: number): void {
    this.#functions.set(address, index);
    this.#addresses.set(index, [...(this.#addresses.get(index) ?? []), address]);
  }

  /** wasm2c calls an import `w2c_MODULE_NAME`, our translation `MODULE_NAME`. */
  #putImports(): void {
    const symbols = new Map(this.program.symbols.map((symbol) => [symbol.name, symbol]));
    this.module.functions.forEach(({ import: imported }, index) => {
      if (imported === undefined) return;
      const name = `${mangled(imported.module)}_${mangled(imported.name)}`;
      const symbol = symbols.get(`w2c_${name}`) ?? symbols.get(name);
      if (symbol !== undefined) this.#put(index, symbol.address);
    });
  }

  /** Whether the program has a function of its own for it. */
  isCalled(index: number): boolean {
    return this.#addresses.has(index) || this.module.functions[index]!.import !== undefined;
  }

  /** Whether what is at an address is called where WebAssembly traps. */
  isTrap(address: number): boolean {
    return this.#traps.has(address);
  }

  /** Whether what is at an address is not run where it is called. */
  isDescribed(address: number): boolean {
    return this.#functions.has(address) || this.#traps.has(address);
  }

  /** What happens where a run jumps to a function. */
  contract(address: number, calls: MachineCalls): riscv.Contract | undefined {
    if (this.#traps.has(address)) return (hart) => calls.traps(hart);
    const index = this.#functions.get(address);
    if (index === undefined) return undefined;
    const { type } = this.module.functions[index]!;
    return (hart) => calls.call(hart, { index, address, type, name: this.nameAt(address) });
  }

  /** Registers that the function at an address may change for its caller. */
  registersChanged(address: number): readonly number[] {
    const known = this.#changed.get(address);
    if (known !== undefined) return known;
    const written = registersWritten(address, this.parcel, (at) => this.#traps.has(at));
    const changeable = [...UNSAVED, ...(this.layout.unsaved ?? [])];
    const changed = changeable.filter((at) => at === RETURN_ADDRESS || (written?.has(at) ?? true));
    this.#changed.set(address, changed);
    return changed;
  }

  nameAt(address: number): string {
    return this.program.symbols.find((symbol) => symbol.address === address)?.name ?? "a function";
  }

  /** 16 bits of the program's code. */
  readonly parcel = (address: number): number | undefined => parcelAt(this.program, address);
}
