/**
 * The image run on numbers, entry by entry, from states that random histories come to: from a trap to
 * the first instruction of whoever runs next. What it leaves must be what WebAssembly leaves; what it
 * took is counted.
 */
import { CALLS_BYTES, LINEAR_MEMORY, STACK_BYTES } from "@ashlar/board/riscv";
import { PAGE_BITS, THREAD_REGISTERS } from "@ashlar/kernel/layout";
import { nameOfCall } from "@ashlar/kernel/system-calls";
import { freshTwin, History, type HistoryStep, type Twin, take } from "@ashlar/proofs/kernel";
import type { Random } from "@ashlar/rapilog/random";
import { riscv } from "@ashlar/semantics";
import type { Image } from "../trap/image.js";
import { KERNEL_REGISTERS, MSCRATCH, SP } from "../trap/moment.js";

/** What an entry took at most, and how often it was run. */
export interface Measured {
  runs: number;
  instructions: number;
  stack_bytes: number;
}

const [T0, A0, REGISTERS] = [5, 10, 32];
const ENVIRONMENT_CALL = 8n;
const INTERRUPT = 1n << 63n;
const [TIMER, EXTERNAL] = [7, 11];
/** Registers of the clock and of the interrupts' controller, and which source interrupts. */
const DEVICES = [
  { start: 0x200_0000, length: 0x1_0000 },
  { start: 0xc00_0000, length: 0x40_0000 },
] as const;
const CLAIM = 0xc20_0004;
const STEPS_MAX = 20_000;

const { mstatus, mepc, mcause, mtval, mie, mtvec } = riscv.Control;

export class Runs {
  readonly measured = new Map<string, Measured>();
  readonly #memory: Uint8Array;
  readonly #claim: DataView;
  readonly #place: riscv.FlatMemory;

  constructor(
    private readonly image: Image,
    private readonly twin: Twin,
  ) {
    this.#memory = new Uint8Array(twin.memory.buffer.byteLength);
    const segments = image.program.segments.map(({ address, bytes, memory_bytes }) => {
      const all = new Uint8Array(memory_bytes);
      all.set(bytes);
      return { start: address, bytes: all };
    });
    const devices = DEVICES.map(({ start, length }) => ({ start, bytes: new Uint8Array(length) }));
    const stack = LINEAR_MEMORY - CALLS_BYTES - STACK_BYTES;
    this.#claim = new DataView(devices[1]!.bytes.buffer, CLAIM - DEVICES[1].start, 4);
    this.#place = new riscv.FlatMemory([
      ...[...segments, ...devices],
      { start: stack, bytes: new Uint8Array(STACK_BYTES) },
      { start: LINEAR_MEMORY, bytes: this.#memory },
    ]);
  }

  /** Both do the same step; what differs, if anything. */
  step(step: HistoryStep): string | undefined {
    const name = this.#nameOf(step);
    const before = new Uint8Array(this.twin.memory.buffer);
    this.#memory.set(before);
    if (name !== undefined) this.#run(name, step);
    take(this.twin, step);
    if (name === undefined) return undefined;
    const after = Buffer.from(this.twin.memory.buffer);
    if (after.equals(this.#memory)) return undefined;
    const at = after.findIndex((byte, place) => byte !== this.#memory[place]);
    return `${name}: byte ${at} is ${this.#memory[at]}, of WebAssembly's ${after[at]}`;
  }

  /** Undefined: no such trap comes from the machine. */
  #nameOf({ call, registers }: HistoryStep): string | undefined {
    const idle = this.twin.current === 0 ? "idle-" : "";
    if (call === "skip") return undefined;
    if (call === "tick") return `${idle}timer`;
    if (call === "interrupt") return registers[0] === 0n ? undefined : `${idle}interrupt`;
    if (idle) return undefined;
    if (call !== "fault") return nameOfCall(call);
    return registers[0] === ENVIRONMENT_CALL ? undefined : "fault";
  }

  #run(name: string, step: HistoryStep): void {
    const isIdle = name.startsWith("idle-");
    const idle = BigInt(this.image.addressOf("idle"));
    const start = isIdle ? idle : BigInt(this.image.addressOf("trap_entry"));
    const computer = new riscv.Computer(this.#place, start);
    this.#prepare(computer, step, isIdle);
    const found = this.measured.get(name) ?? { runs: 0, instructions: 0, stack_bytes: 0 };
    const top = KERNEL_REGISTERS.get(SP)!;
    let instructions = 0;
    do {
      if (++instructions > STEPS_MAX) throw new Error(`${name} does not come to its end`);
      computer.run(1);
      const depth = top - Number(computer.hart.registers[SP]);
      if (depth > found.stack_bytes && depth <= STACK_BYTES) found.stack_bytes = depth;
    } while (computer.hart.pc !== idle && computer.hart.privilege !== riscv.Privilege.User);
    found.runs += 1;
    found.instructions = Math.max(found.instructions, instructions);
    this.measured.set(name, found);
  }

  /** The hart as a trap leaves it, or as it waits. */
  #prepare(computer: riscv.Computer, { call, registers }: HistoryStep, isIdle: boolean): void {
    const { hart } = computer;
    const page = this.twin.current << PAGE_BITS;
    const context = new DataView(this.#memory.buffer, page + THREAD_REGISTERS);
    const held = (register: number) => context.getBigUint64(8 * register, true);
    const isCall = typeof call === "number";
    hart.privilege = riscv.Privilege.Machine;
    for (let at = 1; at < REGISTERS; at++) hart.registers[at] = held(at);
    if (isIdle) for (const [at, value] of KERNEL_REGISTERS) hart.registers[at] = BigInt(value);
    if (isCall) {
      hart.registers[T0] = BigInt(call);
      registers.forEach((value, at) => {
        hart.registers[A0 + at] = value;
      });
    }
    hart.control.set(mtvec, BigInt(this.image.addressOf("trap_entry")));
    hart.control.set(mstatus, 0n);
    hart.control.set(mie, BigInt((1 << TIMER) | (1 << EXTERNAL)));
    hart.control.set(MSCRATCH, BigInt(LINEAR_MEMORY + (isIdle ? 0 : page)));
    hart.control.set(mepc, isCall ? held(0) - 4n : held(0));
    const [cause, value] = call === "fault" ? [registers[0]!, registers[1]!] : [undefined, 0n];
    const device = call === "tick" ? TIMER : EXTERNAL;
    hart.control.set(mcause, isCall ? ENVIRONMENT_CALL : (cause ?? INTERRUPT | BigInt(device)));
    hart.control.set(mtval, value);
    if (isIdle) computer.interrupt(device, true);
    if (call === "interrupt") this.#claim.setUint32(0, Number(registers[0]), true);
  }
}

/** Runs histories until so many steps were made; what differed first, if anything. */
export function measureRuns(image: Image, random: Random, steps: number, steps_each = 150) {
  const measured = new Map<string, Measured>();
  let different: string | undefined;
  for (let left = steps; left > 0 && different === undefined; left -= steps_each) {
    const twin = freshTwin(random);
    const runs = new Runs(image, twin);
    const history = new History(random, twin);
    for (let turn = 0; turn < steps_each && different === undefined; turn++)
      different = runs.step(history.draw());
    for (const [name, one] of runs.measured) measured.set(name, larger(one, measured.get(name)));
  }
  return { measured, different };
}

const larger = (one: Measured, other: Measured = { runs: 0, instructions: 0, stack_bytes: 0 }) => ({
  runs: one.runs + other.runs,
  instructions: Math.max(one.instructions, other.instructions),
  stack_bytes: Math.max(one.stack_bytes, other.stack_bytes),
});
