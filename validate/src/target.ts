/** A module and the program that it became: which address is which function. */
import { bigintOf, type Term } from "@ashlar/logic";
import { type Module, riscv } from "@ashlar/semantics";
import { type Effects, effectsOf, registersWritten } from "./effects.js";
import { parcelAt } from "./instructions.js";
import type { Layout, LibraryFunction, Step } from "./layout.js";
import type { MachineCalls } from "./machine-calls.js";
import { mangled } from "./names.js";
import type { Pair } from "./pairing.js";
import { stepTaken } from "./steps.js";
import { jumpsOf } from "./tables.js";

/** What wasm2c's run time, and ours, calls where WebAssembly traps; neither returns. */
const TRAPS = new Set(["wasm_rt_trap", "wasm_trap"]);

const { Register, UNSAVED } = riscv;

export class Target {
  readonly effects: readonly Effects[];
  readonly #functions = new Map<number, number>();
  readonly #traps = new Set<number>();
  readonly #library = new Map<number, LibraryFunction>();
  readonly #changed = new Map<number, readonly number[]>();
  readonly #addresses = new Map<number, number[]>();
  readonly #jumps = new Map<number, Set<number>>();

  constructor(
    readonly module: Module,
    readonly program: riscv.Program,
    readonly layout: Layout,
    private readonly pairs: readonly Pair[],
  ) {
    this.effects = effectsOf(module, layout.isMemoryFixed, (at) => this.stepsOf(at) !== undefined);
    for (const { index, symbol } of pairs) if (symbol) this.#put(index, symbol.address);
    for (const { name, address } of program.symbols) if (TRAPS.has(name)) this.#traps.add(address);
    for (const described of layout.library ?? [])
      for (const { name, address } of program.symbols)
        if (name === described.symbol) this.#library.set(address, described);
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

  /** Where a jump through a table goes, and when; only within its function. */
  jumps(from: number, address: Term): readonly riscv.Jump[] | undefined {
    const own = this.program.symbols.find((symbol) => isIn(symbol, from));
    const mayBe = (at: number) =>
      own !== undefined && isIn(own, at) && this.parcel(at) !== undefined;
    const found = jumpsOf(address, mayBe);
    const seen = this.#jumps.get(from) ?? new Set();
    for (const { target } of found ?? []) seen.add(Number(bigintOf(target)));
    this.#jumps.set(from, seen);
    return found;
  }

  /** Where a jump through a table was seen to go so far. */
  jumpsFrom(at: number): readonly number[] {
    return [...(this.#jumps.get(at) ?? [])];
  }

  /** Whether what is at an address is called where WebAssembly traps. */
  isTrap(address: number): boolean {
    return this.#traps.has(address);
  }

  /** Whether what is at an address is not run where it is called. */
  isDescribed(address: number): boolean {
    return [this.#functions, this.#traps, this.#library].some((known) => known.has(address));
  }

  /** What happens where a run jumps to a function. */
  contract(address: number, calls: MachineCalls): riscv.Contract | undefined {
    if (this.#traps.has(address)) return (hart) => calls.traps(hart);
    const index = this.#functions.get(address);
    const described = this.#library.get(address);
    if (described !== undefined) return (hart) => calls.library(hart, address, described);
    if (index === undefined) return this.#step(address, calls);
    const { type } = this.module.functions[index]!;
    return (hart) => calls.call(hart, { index, address, type, name: this.nameAt(address) });
  }

  /** An instruction that an import is. */
  #step(address: number, calls: MachineCalls): riscv.Contract | undefined {
    const [low, high] = [this.parcel(address), this.parcel(address + 2)];
    if (low === undefined || high === undefined) return undefined;
    const taken = stepTaken(this.layout, low + high * 0x1_0000);
    return taken && ((hart) => calls.step(hart, taken));
  }

  /** The steps that an import is, if it is any. */
  stepsOf(index: number): readonly Step[] | undefined {
    const imported = this.module.functions[index]!.import;
    return this.layout.inline?.find(
      ({ module, name }) => module === imported?.module && name === imported.name,
    )?.steps;
  }

  /** Registers that the function at an address may change for its caller. */
  registersChanged(address: number): readonly number[] {
    const known = this.#changed.get(address);
    if (known !== undefined) return known;
    const written = registersWritten(address, this.parcel, (at) => this.#traps.has(at));
    const changeable = [...UNSAVED, ...(this.layout.unsaved ?? [])];
    const changed = changeable.filter((at) => at === Register.ra || (written?.has(at) ?? true));
    this.#changed.set(address, changed);
    return changed;
  }

  /** As its report has it, if there is one. */
  nameAt(address: number): string {
    const named =
      this.pairs.find(({ symbol }) => symbol?.address === address)?.symbol ??
      this.program.symbols.find((symbol) => symbol.address === address);
    return named?.name ?? "a function";
  }

  /** 16 bits of the program's code. */
  readonly parcel = (address: number): number | undefined => parcelAt(this.program, address);
}

const isIn = ({ kind, address, size_bytes }: riscv.ElfSymbol, at: number) =>
  kind === "function" && address <= at && at < address + size_bytes;
