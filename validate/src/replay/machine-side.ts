/**
 * A machine's function, run on a state: the program where it is linked, and apart from it a stack, an
 * instance and linear memory, with nothing around them. What it may not change is looked at behind it.
 */
import { riscv } from "@ashlar/semantics";
import type { Layout, Place } from "../layout.js";
import { type Field, fieldsOf } from "./fields.js";
import type { State } from "./state.js";

const { Register, SAVED } = riscv;
const [STACK_AT, STACK_BYTES, INSTANCE_AT, INSTANCE_BYTES] = [2 ** 40, 2 ** 21, 2 ** 41, 2 ** 12];
const [RECORD_AT, RECORD_BYTES] = [2 ** 41 + 2 ** 20, 64];
const [MEMORY_AT, RETURN_AT] = [2 ** 42, 2 ** 43];
/** Above the stack pointer: its caller's, with arguments from the ninth on. */
const CALLERS_BYTES = 256;
const [ARGUMENT_REGISTERS, WORD_BYTES] = [8, 8];
/** Control registers: where exceptions go, where one happened, which it was. */
const [MTVEC, MEPC, MCAUSE] = [0x305, 0x341, 0x342];
const STEPS_MAX = 400_000;

/** How wide, in bytes, parameters and globals are. */
export interface Widths {
  readonly parameters: readonly (4 | 8)[];
  readonly globals: readonly (4 | 8)[];
}

export class MachineSide {
  readonly memory: Uint8Array;
  readonly #layout: Layout;
  readonly #stack = new Uint8Array(STACK_BYTES);
  /** Everything but linear memory. */
  readonly #others: readonly riscv.Region[];
  readonly #fields: readonly Field[];
  readonly #computer: riscv.Computer;
  readonly #arguments: readonly bigint[];

  constructor(
    program: riscv.Program,
    layout: Layout,
    widths: Widths,
    state: State,
    address: number,
  ) {
    this.#layout = layout;
    const start = layout.memory.kind === "address" ? layout.memory.address : MEMORY_AT;
    this.memory = state.memory.slice();
    const segments = program.segments.filter(isApart(start, this.memory.length)).map(loaded);
    const instance = { start: INSTANCE_AT, bytes: new Uint8Array(INSTANCE_BYTES) };
    const record = { start: RECORD_AT, bytes: new Uint8Array(RECORD_BYTES) };
    this.#others = [{ start: STACK_AT, bytes: this.#stack }, instance, record, ...segments];
    const addresses = { base: start, record: RECORD_AT };
    this.#fields = fieldsOf(layout, addresses, widths.globals, state);
    for (const field of this.#fields) this.#write(field);
    const words = state.parameters.map((word, at) => extended(word, widths.parameters[at]!));
    this.#arguments = layout.hasInstance ? [BigInt(INSTANCE_AT), ...words] : words;
    const regions = [...this.#others, { start, bytes: this.memory }];
    this.#computer = new riscv.Computer(new riscv.FlatMemory(regions), BigInt(address));
    this.#begin(start);
  }

  /** Registers and stack as a caller leaves them. */
  #begin(base: number): void {
    const { hart } = this.#computer;
    hart.privilege = riscv.Privilege.User;
    hart.control.set(MTVEC, BigInt(RETURN_AT));
    for (let at = 1; at < 32; at++) hart.registers[at] = 0x5eed_5eed_0000_0000n + BigInt(at);
    hart.registers[Register.ra] = BigInt(RETURN_AT);
    hart.registers[Register.sp] = BigInt(STACK_AT + STACK_BYTES - CALLERS_BYTES);
    const { memory } = this.#layout;
    if (memory.kind === "address")
      for (const { register, offset } of memory.registers ?? [])
        hart.registers[register] = BigInt(base + offset);
    const stack = new DataView(this.#stack.buffer, STACK_BYTES - CALLERS_BYTES);
    this.#arguments.forEach((word, at) => {
      const above = at - ARGUMENT_REGISTERS;
      if (above < 0) hart.registers[Register.a0 + at] = word;
      else stack.setBigUint64(above * WORD_BYTES, word, true);
    });
  }

  /** Runs it; what it did that no function may do, or its result. Nothing where its end is far. */
  run(): { readonly fault: string } | { readonly result: bigint } | undefined {
    const before = this.#others.map(({ bytes }) => bytes.slice());
    const given = this.#computer.hart.registers.slice();
    const ran = this.#computer.run(STEPS_MAX, BigInt(RETURN_AT));
    const { registers, control } = this.#computer.hart;
    if (ran.kind !== "arrived") return undefined;
    const epc = control.get(MEPC)!;
    if (epc !== 0n) return { fault: `stops at 0x${epc.toString(16)}: ${control.get(MCAUSE)}` };
    const unsaved = this.#layout.unsaved ?? [];
    const lost = SAVED.find((at) => !unsaved.includes(at) && registers[at] !== given[at]);
    if (lost !== undefined) return { fault: `does not give x${lost} back` };
    const changed = this.#changed(before);
    if (changed !== undefined) return { fault: `writes to 0x${changed.toString(16)}` };
    return { result: registers[Register.a0]! };
  }

  /** The first address that is not the function's, and not what it was. */
  #changed(before: readonly Uint8Array[]): number | undefined {
    const above = Math.max(0, this.#arguments.length - ARGUMENT_REGISTERS) * WORD_BYTES;
    for (const [which, { start, bytes }] of this.#others.entries()) {
      const own = bytes === this.#stack ? STACK_BYTES - CALLERS_BYTES + above : 0;
      for (let at = own; at < bytes.length; at++)
        if (bytes[at] !== before[which]![at] && !this.#isGlobal(start + at)) return start + at;
    }
    return undefined;
  }

  #isGlobal(address: number): boolean {
    return this.#fields.some(({ place, bytes, global }) => {
      const start = addressOf(place) ?? Number.NaN;
      return global !== undefined && start <= address && address < start + bytes;
    });
  }

  /** A global's value; undefined where it is kept nowhere. */
  global(index: number): bigint | undefined {
    const field = this.#fields.find(({ global }) => global === index);
    const found = field && this.#find(field);
    if (field === undefined || found === undefined) return undefined;
    const { view, offset } = found;
    return field.bytes === 4
      ? BigInt(view.getUint32(offset, true))
      : view.getBigUint64(offset, true);
  }

  #write(field: Field): void {
    const found = this.#find(field);
    if (found === undefined) return;
    if (field.bytes === 4) found.view.setUint32(found.offset, Number(field.value), true);
    else found.view.setBigUint64(found.offset, field.value, true);
  }

  #find({ place, bytes: length }: Field): { view: DataView; offset: number } | undefined {
    const wanted = addressOf(place) ?? -1;
    const region = this.#others.find(
      ({ start, bytes }) => start <= wanted && wanted + length <= start + bytes.length,
    );
    if (region === undefined) return undefined;
    return { view: new DataView(region.bytes.buffer), offset: wanted - region.start };
  }
}

/** What is loaded into linear memory is in the state. */
const isApart =
  (start: number, length: number) =>
  ({ address, memory_bytes }: riscv.Segment): boolean =>
    address + memory_bytes <= start || start + length <= address;

function loaded({ address, bytes, memory_bytes }: riscv.Segment): riscv.Region {
  const all = new Uint8Array(memory_bytes);
  all.set(bytes);
  return { start: address, bytes: all };
}

function addressOf(place: Place): number | undefined {
  if (place.kind === "symbol") return undefined;
  if (place.kind === "address") return place.address;
  return (place.kind === "record" ? RECORD_AT : INSTANCE_AT) + place.offset;
}

function extended(word: bigint, bytes: 4 | 8): bigint {
  return bytes === 8 ? word : riscv.extended32(word);
}
