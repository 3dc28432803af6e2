/**
 * A built program on our own RISC-V: its instance is made once, then its functions are called as the
 * calling convention says, and whatever they may not change is looked at afterwards.
 */
import { riscv } from "@ashlar/semantics";

/** How a call ended. */
export type Ended =
  | { readonly kind: "returned"; readonly value: bigint }
  /** The number that `wasm_rt_trap` was given. */
  | { readonly kind: "trapped"; readonly trap: number }
  /** What no function may do. */
  | { readonly kind: "broken"; readonly reason: string };

const { SAVED } = riscv;
const { ra: RA, sp: SP, a0: A0, a1: A1 } = riscv.Register;
/** Control registers: where exceptions go, where one happened, and which it was. */
const [MTVEC, MEPC, MCAUSE] = [0x305, 0x341, 0x342];
/** Where functions return to and exceptions go; there is no memory. */
const OUTSIDE = 0x1000n;
/** What a caller keeps above its callee's frame. */
const CALLERS_BYTES = 256;
const STACK_BYTES = 65_536;
/** In wasm2c's description of a memory: a pointer to its bytes, and how many there are. */
const [DATA_AT, SIZE_AT] = [0, 32];

export class ProgramMachine {
  /** Linear memory. */
  readonly memory: Uint8Array;
  readonly #symbols: ReadonlyMap<string, number>;
  readonly #start: number;
  readonly #bytes: Uint8Array;
  readonly #first: Uint8Array;
  readonly #steps_max: number;
  /** What no call may change, as offsets. */
  readonly #frozen: readonly (readonly [start: number, end: number])[];

  /** The program is instantiated here. */
  constructor(elf: Uint8Array, module: string, steps_max: number) {
    const reading = riscv.readElf(elf);
    if (reading.kind === "fault") throw new Error(reading.fault.message);
    const { segments, symbols, entry } = reading.program;
    this.#steps_max = steps_max;
    this.#symbols = new Map(symbols.map(({ name, address }) => [name, address]));
    this.#start = Math.min(...segments.map(({ address }) => address));
    const end = Math.max(...segments.map(({ address, memory_bytes }) => address + memory_bytes));
    this.#bytes = riscv.loaded(reading.program, this.#start, end - this.#start)!.bytes;
    this.#run(this.#computer(BigInt(entry)), this.#at("instantiated"));
    const [from, to] = this.#linearMemory(module);
    this.memory = this.#bytes.subarray(from, to);
    const stackEnd = this.#at("stack_end") - this.#start;
    const free = [[from, to] as const, [stackEnd - STACK_BYTES, stackEnd - CALLERS_BYTES] as const];
    this.#frozen = between(free, this.#bytes.length);
    this.#first = this.#bytes.slice();
  }

  /** The function that the module exports to C tells where its memory is. */
  #linearMemory(module: string): [number, number] {
    const told = this.#called(this.#at(`w2c_${module}_memory`), []).hart.registers[A0]!;
    const view = new DataView(this.#bytes.buffer);
    const description = Number(told) - this.#start;
    const from = Number(view.getBigUint64(description + DATA_AT, true)) - this.#start;
    return [from, from + Number(view.getBigUint64(description + SIZE_AT, true))];
  }

  has(symbol: string): boolean {
    return this.#symbols.has(symbol);
  }

  /** As it was when the instance had been made. */
  reset(): void {
    this.#bytes.set(this.#first);
  }

  /** Calls a function with words as registers hold them: 32 bits are sign-extended. */
  call(symbol: string, words: readonly bigint[]): Ended {
    const before = this.#bytes.slice();
    const { hart, hasEnd } = this.#called(this.#at(symbol), words);
    if (!hasEnd) return broken("it has no end");
    const cause = hart.control.get(MCAUSE)!;
    const epc = Number(hart.control.get(MEPC)!);
    if (epc !== 0) {
      if (this.#isTrap(epc)) return { kind: "trapped", trap: Number(hart.registers[A0]) };
      return broken(`exception ${cause} at 0x${epc.toString(16)}`);
    }
    const lost = SAVED.find((index) => hart.registers[index] !== this.#given(index));
    if (lost !== undefined) return broken(`x${lost} is not given back`);
    const changed = this.#frozen.some(
      ([from, to]) =>
        Buffer.compare(before.subarray(from, to), this.#bytes.subarray(from, to)) !== 0,
    );
    if (changed) return broken("it wrote where it may not");
    return { kind: "returned", value: hart.registers[A0]! };
  }

  #isTrap(address: number): boolean {
    const start = this.#at("wasm_rt_trap");
    return start <= address && address < start + TRAP_BYTES_MAX;
  }

  #called(address: number, words: readonly bigint[]) {
    const computer = this.#computer(BigInt(address));
    const { registers } = computer.hart;
    for (const index of SAVED) registers[index] = this.#given(index);
    registers[RA] = OUTSIDE;
    registers[A0] = BigInt(this.#at("instance"));
    words.forEach((word, at) => {
      registers[A1 + at] = BigInt.asUintN(64, word);
    });
    const hasEnd = this.#run(computer, Number(OUTSIDE));
    return { hart: computer.hart, hasEnd };
  }

  /** What a register that must be kept holds before a call. */
  #given(index: number): bigint {
    if (index === SP) return BigInt(this.#at("stack_end") - CALLERS_BYTES);
    return 0x5eed_5eed_0000_0000n + BigInt(index);
  }

  #computer(pc: bigint): riscv.Computer {
    const memory = new riscv.FlatMemory([{ start: this.#start, bytes: this.#bytes }]);
    const computer = new riscv.Computer(memory, pc);
    computer.hart.control.set(MTVEC, OUTSIDE);
    return computer;
  }

  /** Whether it came to an address. */
  #run(computer: riscv.Computer, until: number): boolean {
    return computer.run(this.#steps_max, BigInt(until)).kind === "arrived";
  }

  #at(symbol: string): number {
    const address = this.#symbols.get(symbol);
    if (address === undefined) throw new Error(`the program has no symbol ${symbol}`);
    return address;
  }
}

/** `wasm_rt_trap` is a handful of instructions. */
const TRAP_BYTES_MAX = 32;

const broken = (reason: string): Ended => ({ kind: "broken", reason });

/** What is in none of some ranges, from 0 to an end. */
function between(
  ranges: readonly (readonly [number, number])[],
  end: number,
): (readonly [number, number])[] {
  const sorted = [...ranges].sort(([one], [other]) => one - other);
  const starts = [0, ...sorted.map(([, to]) => to)];
  const ends = [...sorted.map(([from]) => from), end];
  return starts.map((from, at) => [from, ends[at]!] as const);
}
