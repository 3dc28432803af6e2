/**
 * One entry of the kernel's image, run on numbers: from a trap to the first instruction of whoever runs
 * next, or to where the machine waits.
 */
import { CALLS_BYTES, LINEAR_MEMORY, STACK_BYTES } from "@ashlar/board/riscv";
import { PAGE_BITS, THREAD_REGISTERS } from "@ashlar/kernel/layout";
import { nameOfCall } from "@ashlar/kernel/system-calls";
import type { HistoryStep } from "@ashlar/proofs/kernel";
import { riscv } from "@ashlar/semantics";
import type { Image } from "../trap/image.js";
import { KERNEL_REGISTERS, MSCRATCH, SP } from "../trap/moment.js";

/** What happens, while which thread runs; 0: none. */
export interface Event extends HistoryStep {
  readonly current: number;
}

/** What became of an entry. */
export interface Ran {
  readonly instructions: number;
  readonly stack_bytes: number;
  /** Why it does not come to its end, if so. */
  readonly fault: string | undefined;
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
/** No entry takes as many; a mutant may take any. */
const STEPS_MAX = 10_000;

const { mstatus, mepc, mcause, mtval, mie, mtvec } = riscv.Control;

/** What an event is called among entries; undefined: no such trap comes from the machine. */
export function entryOf({ call, registers, current }: Event): string | undefined {
  const idle = current === 0 ? "idle-" : "";
  if (call === "skip") return undefined;
  if (call === "tick") return `${idle}timer`;
  if (call === "interrupt") return registers[0] === 0n ? undefined : `${idle}interrupt`;
  if (idle) return undefined;
  if (call !== "fault") return nameOfCall(call);
  return registers[0] === ENVIRONMENT_CALL ? undefined : "fault";
}

export class Board {
  readonly #devices = DEVICES.map(({ start, length }) => ({
    start,
    bytes: new Uint8Array(length),
  }));
  readonly #claim: DataView;
  readonly #place: riscv.FlatMemory;

  constructor(
    private readonly image: Image,
    /** Linear memory. */
    readonly memory: Uint8Array,
  ) {
    const segments = image.program.segments.map(({ address, bytes, memory_bytes }) => {
      const all = new Uint8Array(memory_bytes);
      all.set(bytes);
      return { start: address, bytes: all };
    });
    const stack = LINEAR_MEMORY - CALLS_BYTES - STACK_BYTES;
    this.#claim = new DataView(this.#devices[1]!.bytes.buffer, CLAIM - DEVICES[1].start, 4);
    this.#place = new riscv.FlatMemory([
      ...[...segments, ...this.#devices],
      { start: stack, bytes: new Uint8Array(STACK_BYTES) },
      { start: LINEAR_MEMORY, bytes: memory },
    ]);
  }

  /** Lets that happen; `onStep` is told of each instruction's address. */
  run(event: Event, onStep: (address: bigint) => void = () => undefined): Ran {
    const idle = BigInt(this.image.addressOf("idle"));
    const start = event.current === 0 ? idle : BigInt(this.image.addressOf("trap_entry"));
    const computer = new riscv.Computer(this.#place, start);
    this.#prepare(computer, event);
    const top = KERNEL_REGISTERS.get(SP)!;
    const ran = { instructions: 0, stack_bytes: 0 };
    do {
      onStep(computer.hart.pc);
      const step = computer.run(1);
      if (step.kind === "unfinished") return { ...ran, fault: step.reason };
      if (++ran.instructions > STEPS_MAX) return { ...ran, fault: "no end is near" };
      const depth = top - Number(computer.hart.registers[SP]);
      if (depth > ran.stack_bytes && depth <= STACK_BYTES) ran.stack_bytes = depth;
    } while (computer.hart.pc !== idle && computer.hart.privilege !== riscv.Privilege.User);
    return { ...ran, fault: undefined };
  }

  /** The hart as a trap leaves it, or as it waits. */
  #prepare(computer: riscv.Computer, { call, registers, current }: Event): void {
    const { hart } = computer;
    const isIdle = current === 0;
    const page = current << PAGE_BITS;
    const context = new DataView(this.memory.buffer, page + THREAD_REGISTERS);
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
    hart.control.set(MSCRATCH, BigInt(LINEAR_MEMORY + page));
    hart.control.set(mepc, isCall ? held(0) - 4n : held(0));
    const device = call === "tick" ? TIMER : EXTERNAL;
    const [cause, value] =
      call === "fault" ? [registers[0]!, registers[1]!] : [INTERRUPT | BigInt(device), 0n];
    hart.control.set(mcause, isCall ? ENVIRONMENT_CALL : cause);
    hart.control.set(mtval, value);
    if (isIdle) computer.interrupt(device, true);
    if (call === "interrupt") this.#claim.setUint32(0, Number(registers[0]), true);
  }
}

/** Where two memories differ first. */
export function differenceOf(found: Uint8Array, expected: Uint8Array): string | undefined {
  if (Buffer.compare(found, expected) === 0) return undefined;
  const at = expected.findIndex((byte, place) => byte !== found[place]);
  return `byte ${at} is ${found[at]}, of WebAssembly's ${expected[at]}`;
}
