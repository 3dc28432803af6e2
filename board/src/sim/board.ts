/**
 * The board: hart, memory, devices, time, and the kernel that runs on them. Between hart and kernel
 * it does what the board's trap assembly does, and nothing else:
 *
 * - a system call keeps pc (behind the call) and sp, and passes number and arguments in registers;
 * - exceptions and interrupts keep all registers;
 * - the way out loads all registers from the context of whoever runs now.
 *
 * No program is in here: what the hart does next is for others to say (`machine.ts`).
 */
import assert from "node:assert/strict";
import { ANSWER, ARGUMENTS, LABEL, NUMBER, PC } from "@ashlar/kernel/interface";
import { nameOfCall } from "@ashlar/kernel/system-calls";
import { kernelEnd } from "@ashlar/spec/kernel";
import { Clock } from "./clock.js";
import type { Device, Surroundings } from "./devices/device.js";
import type { Cause, MachineEvent } from "./events.js";
import { Hart } from "./hart.js";
import { InterruptController } from "./interrupt-controller.js";
import { Kernel } from "./kernel.js";
import { DEVICE_BASE_PAGE, PAGE_BYTES, PhysicalMemory, RAM_BASE_PAGE } from "./physical.js";

/** What an entry into the kernel takes, there and back: the same for all. */
export const ENTRY_TICKS = 100;
/** How long after a tick another domain's slice begins. */
const SWITCH_TICKS = 1500;
const STACK_POINTER = 2;
const LINE_END = 10;
const ARGUMENTS_PASSED = 8;
const SLICE_TICKS = 10_000;

export interface BoardOptions {
  /** How many pages of memory the kernel has; how many of them are for DMA. */
  readonly pages: number;
  readonly dma?: number;
  readonly domains?: number;
  /** How many interrupt sources there are. */
  readonly interrupts?: number;
  /** How long a turn is. */
  readonly slice_ticks?: number;
  /** Another kernel, such as one with a fault. */
  readonly kernel?: Uint8Array;
  /** In the order of their pages. */
  readonly devices?: (surroundings: Surroundings) => readonly Device[];
}

/** The first program: whole pages, of which the first ones are executed and not written. */
export interface Image {
  readonly bytes: Uint8Array;
  readonly textPages: number;
}

const NO_IMAGE: Image = { bytes: new Uint8Array(), textPages: 0 };

export class Board {
  readonly clock = new Clock();
  readonly kernel: Kernel;
  readonly memory: PhysicalMemory;
  readonly hart: Hart;
  readonly controller: InterruptController;
  readonly #slice_ticks: number;
  readonly #watchers: ((event: MachineEvent) => void)[] = [];
  #timerAt = Number.POSITIVE_INFINITY;
  /** What was said since the last end of a line. */
  readonly #line: number[] = [];

  constructor(readonly options: BoardOptions) {
    const { pages, slice_ticks = SLICE_TICKS, kernel, devices = () => [] } = options;
    this.#slice_ticks = slice_ticks;
    this.kernel = new Kernel(pages, this, kernel);
    this.memory = new PhysicalMemory(
      this.kernel.memory.buffer,
      devices({
        after: (ticks, what) => this.clock.after(ticks, what),
        ram: (address, length) => this.memory.ram(address, length),
        say: (byte) => this.#say(byte),
      }),
    );
    this.hart = new Hart(this.memory);
    this.controller = new InterruptController(this.memory.devices);
  }

  /** Power on. What memory held before does not matter, and may be put there first. */
  boot({ bytes, textPages }: Image = NO_IMAGE): void {
    const { pages, domains = 1, interrupts = 0, dma = 0 } = this.options;
    const devices = this.memory.devices.length;
    const first = kernelEnd(pages + devices);
    this.controller.reset();
    this.hart.tlb.forget();
    new Uint8Array(this.kernel.memory.buffer).set(bytes, first * PAGE_BYTES);
    const isBooted = this.kernel.boot({
      ...{ pages, domains, interrupts, dma, devices },
      ...{ ramBase: RAM_BASE_PAGE, deviceBase: DEVICE_BASE_PAGE },
      image: {
        ...{ first, text: first + textPages },
        end: first + Math.ceil(bytes.length / PAGE_BYTES),
      },
    });
    if (!isBooted) throw new RangeError("the kernel refuses this boot record");
    this.#exit();
  }

  setAddressSpace(rootTablePage: number): void {
    this.hart.setAddressSpace(rootTablePage);
  }

  fence(): void {
    this.hart.tlb.forget();
  }

  setInterrupts(mask: bigint): void {
    this.controller.setMask(mask);
  }

  armTimer(): void {
    this.#timerAt = this.clock.now + this.#slice_ticks;
  }

  /** When something will want the kernel's attention, or a device will do something. */
  get nextDue(): number {
    return Math.min(this.#timerAt, this.clock.next);
  }

  /** The running thread calls, with what is in the hart's registers. */
  call(): void {
    const { kernel, hart } = this;
    const number = hart.registers[NUMBER]!;
    const passed = [...hart.registers.subarray(ARGUMENTS, ARGUMENTS + ARGUMENTS_PASSED)];
    const context = kernel.contextOf(kernel.current);
    context[PC] = hart.registers[PC]! + 4n;
    context[STACK_POINTER] = hart.registers[STACK_POINTER]!;
    this.#enter(
      () => ({ cause: "call", call: nameOfCall(Number(number)), registers: passed }),
      () => kernel.call(number, passed),
    );
  }

  /** The running thread's instruction raises an exception. */
  exception(kind: number, address: bigint): void {
    const pc = this.hart.registers[PC]!;
    this.#saveAll();
    this.#enter(
      () => ({ cause: "fault", kind, address, pc }),
      () => this.kernel.fault(kind, address),
    );
  }

  /** Lets interrupts in that are due, one at most; whether there was one. */
  interrupted(): boolean {
    const source = this.controller.claim();
    if (source !== 0) this.#external(source);
    else if (this.clock.now >= this.#timerAt) this.#tick(this.#timerAt);
    else return false;
    return true;
  }

  /** The timer's interrupt, now, whenever it is due. */
  tick(): void {
    this.#tick(this.clock.now);
  }

  /**
   * The timer's interrupt, which was due at a time. Where there are several domains, a slice begins a fixed time after the
   * tick, however long the domain before kept the kernel busy: otherwise that could be seen.
   */
  #tick(tick: number): void {
    const { domains = 1, slice_ticks = SLICE_TICKS } = this.options;
    this.#saveAll();
    this.#enter(
      () => ({ cause: "timer" }),
      () => {
        this.kernel.timer();
        if (domains === 1) return;
        const start = tick + SWITCH_TICKS - ENTRY_TICKS;
        assert.ok(this.clock.now <= start, "the kernel was left in time");
        this.clock.pass(start - this.clock.now);
        this.#timerAt = tick + slice_ticks;
      },
    );
  }

  #external(source: number): void {
    this.#saveAll();
    this.#enter(
      () => ({ cause: "interrupt", source }),
      () => {
        this.kernel.interrupt(source);
        this.controller.complete(source);
      },
    );
  }

  #saveAll(): void {
    const { current } = this.kernel;
    if (current !== 0) this.kernel.contextOf(current).set(this.hart.registers);
  }

  #enter(cause: () => Cause, perform: () => void): void {
    if (this.#watchers.length > 0) this.tell({ ...this.#now(), event: "entry", ...cause() });
    perform();
    this.clock.pass(ENTRY_TICKS);
    this.#exit();
    if (this.#watchers.length > 0) this.tell({ ...this.#now(), event: "exit" });
  }

  #exit(): void {
    const { current } = this.kernel;
    if (current !== 0) this.hart.registers.set(this.kernel.contextOf(current));
    this.left();
  }

  /** The kernel was left: another thread may run, or the same one elsewhere. */
  protected left(): void {}

  #now() {
    const { current: thread, domain } = this.kernel;
    return { time: this.clock.now, thread, domain };
  }

  /** Whoever watches hears of everything from now on. */
  watch(watcher: (event: MachineEvent) => void): void {
    this.#watchers.push(watcher);
  }

  tell(event: MachineEvent): void {
    for (const watcher of this.#watchers) watcher(event);
  }

  /** Tells what a thread found when it goes on with a message. */
  tellMessage(): void {
    if (this.#watchers.length === 0) return;
    const { registers } = this.hart;
    const [answer, label] = [registers[ANSWER]!, registers[LABEL]!];
    const words = [...registers.subarray(LABEL + 1, LABEL + 7)];
    this.tell({ ...this.#now(), event: "message", answer, label, words });
  }

  /** A line is told when it is complete. */
  #say(byte: number): void {
    if (byte !== LINE_END) {
      this.#line.push(byte);
      return;
    }
    const line = new TextDecoder().decode(Uint8Array.from(this.#line.splice(0)));
    this.tell({ ...this.#now(), event: "console", line });
  }
}
