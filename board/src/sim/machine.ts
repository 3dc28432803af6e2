/**
 * The simulated machine: the board, and threads that run programs written in TypeScript.
 *
 * A thread runs what is at its pc. At a page's beginning that is a program's one instruction: there a
 * program starts. While it runs, its pc goes through the rest of the page, an instruction for each
 * operation, and must be executable at each. So a thread whose pc was changed runs something else, a
 * thread that goes on where it was goes on, and a fault that is answered is tried again.
 *
 * Everything is decided by the boot record, the programs and the seed: the same run, the same events.
 */
import * as numbers from "@ashlar/kernel/interface";
import { Board } from "./board.js";
import type { Accessed } from "./hart.js";
import { PAGE_BYTES } from "./physical.js";
import {
  instructionOf,
  isBreakpoint,
  LOADED,
  type Operation,
  type Program,
  programIn,
  type Registers,
  type Run,
} from "./program.js";
import { Exception } from "./sv39.js";

const INSTRUCTION_BYTES = 4n;
/** So far from its page's beginning a program's pc comes before it starts over. */
const REACH = 4000n;
/** Calls whose answer may be a message. */
const MESSAGES = new Set<number>([
  ...[numbers.CALL, numbers.RECEIVE, numbers.NONBLOCKING_RECEIVE, numbers.REPLY_RECEIVE],
  ...[numbers.WAIT, numbers.POLL],
]);

/** A thread in the middle of a program. */
interface Activity {
  /** Of the thread's page, so that another thread in the same page is another. */
  readonly generation: bigint;
  readonly entry: bigint;
  readonly run: Run;
  /** What the program sees of the registers: its own copy. */
  readonly seen: Registers;
  /** Where it was last: if the thread is elsewhere now, somebody has moved it. */
  pc: bigint;
  /** What it is about to do. */
  pending: Operation | undefined;
  /** Of a computation: what is left of it. */
  left: number;
  awaitsMessage: boolean;
}

export class Machine extends Board {
  readonly #programs: Program[] = [];
  readonly #activities = new Map<number, Activity>();
  /** What ran last; undefined after anything that could have changed that. */
  #latest: Activity | undefined;

  protected override left(): void {
    this.#latest = undefined;
  }

  /** Makes a program known; what it is in memory. */
  add(program: Program): bigint {
    return instructionOf(this.#programs.push(program) - 1);
  }

  /** Boots with a program as the first thread's. */
  bootWith(program: Program): void {
    const bytes = new Uint8Array(PAGE_BYTES);
    new DataView(bytes.buffer).setUint32(0, Number(this.add(program)), true);
    this.boot({ bytes, textPages: 1 });
  }

  /** Lets time pass until something holds, or so many ticks have passed; whether it holds. */
  runUntil(holds: () => boolean, limit_ticks: number): boolean {
    const end = this.clock.now + limit_ticks;
    while (!holds()) {
      if (this.clock.now >= end) return false;
      this.step();
    }
    return true;
  }

  run(ticks: number): void {
    this.runUntil(() => false, ticks);
  }

  /** An interrupt, an operation of the running thread, or a wait until something is due. */
  step(): void {
    if (this.interrupted()) return;
    if (this.kernel.current === 0) this.clock.pass(Math.max(1, this.nextDue - this.clock.now));
    else this.#operate(this.kernel.current);
  }

  #operate(thread: number): void {
    const { registers } = this.hart;
    const activity = this.#latest ?? this.#activityOf(thread) ?? this.#start(thread);
    if (activity === undefined) return;
    this.#latest = activity;
    if (activity.awaitsMessage) this.tellMessage();
    activity.awaitsMessage = false;
    activity.pending ??= this.#draw(activity);
    const fetched = this.hart.fetch(registers[numbers.PC]!);
    if ("exception" in fetched) this.exception(fetched.exception, registers[numbers.PC]!);
    else if (isBreakpoint(fetched.value)) this.#break();
    else this.#perform(activity, activity.pending);
  }

  /** The program in whose middle a thread is, if it is where that was left. */
  #activityOf(thread: number): Activity | undefined {
    const activity = this.#activities.get(thread);
    if (activity === undefined) return undefined;
    const pc = this.hart.registers[numbers.PC]!;
    const isSkipped = activity.pending !== undefined && pc === activity.pc + INSTRUCTION_BYTES;
    const isThere = pc === activity.pc || isSkipped;
    if (!isThere || activity.generation !== this.kernel.generationOf(thread)) {
      this.#activities.delete(thread);
      return undefined;
    }
    if (isSkipped) activity.pending = undefined;
    activity.pc = pc;
    return activity;
  }

  /** Starts the program at the thread's pc; otherwise that is an exception. */
  #start(thread: number): Activity | undefined {
    const entry = this.hart.registers[numbers.PC]!;
    const fetched = this.hart.fetch(entry);
    if ("exception" in fetched) {
      this.exception(fetched.exception, entry);
      return undefined;
    }
    const program = this.#programs[programIn(fetched.value) ?? -1];
    if (program === undefined) {
      this.exception(Exception.illegalInstruction, fetched.value);
      return undefined;
    }
    const seen = this.hart.registers.slice();
    const activity: Activity = {
      ...{ generation: this.kernel.generationOf(thread), entry, pc: entry },
      ...{ run: program(seen), seen, pending: undefined, left: 0, awaitsMessage: false },
    };
    this.#activities.set(thread, activity);
    this.#advance(activity);
    return activity;
  }

  /** What a program does next; one that has come to its end runs into nothing. */
  #draw(activity: Activity): Operation {
    activity.seen.set(this.hart.registers);
    const { value } = activity.run.next(activity.seen);
    const operation = value ?? ILLEGAL;
    if (operation.at !== undefined) this.#moveTo(activity, activity.entry + BigInt(operation.at));
    else if (activity.pc - activity.entry >= REACH) this.#moveTo(activity, activity.entry + 4n);
    activity.left = operation.do === "compute" ? operation.instructions : 1;
    return operation;
  }

  #moveTo(activity: Activity, pc: bigint): void {
    activity.pc = pc;
    this.hart.registers[numbers.PC] = pc;
  }

  #advance(activity: Activity): void {
    this.#moveTo(activity, activity.pc + INSTRUCTION_BYTES);
  }

  #perform(activity: Activity, operation: Operation): void {
    switch (operation.do) {
      case "call":
        this.#call(activity, operation.number, operation.registers);
        break;
      case "compute":
        this.#compute(activity);
        break;
      case "jump":
        this.hart.registers[numbers.PC] = operation.address;
        this.#latest = undefined;
        this.clock.pass(1);
        break;
      case "set":
        this.hart.registers[operation.register] = operation.value;
        this.#done(activity);
        break;
      case "breakpoint":
        this.#break();
        break;
      case "illegal":
        this.exception(Exception.illegalInstruction, 0n);
        break;
      default:
        this.#access(activity, operation);
    }
  }

  #break(): void {
    this.exception(Exception.breakpoint, this.hart.registers[numbers.PC]!);
  }

  #done(activity: Activity): void {
    activity.pending = undefined;
    this.#advance(activity);
    this.clock.pass(1);
  }

  #call(activity: Activity, number: number, registers: readonly bigint[]): void {
    this.hart.registers[numbers.NUMBER] = BigInt(number);
    registers.forEach((value, at) => {
      this.hart.registers[numbers.ARGUMENTS + at] = value;
    });
    activity.pending = undefined;
    activity.pc += INSTRUCTION_BYTES;
    activity.awaitsMessage = MESSAGES.has(number);
    this.call();
  }

  /** As much of it as there is until something is due. */
  #compute(activity: Activity): void {
    const ticks = Math.min(activity.left, Math.max(1, this.nextDue - this.clock.now));
    activity.left -= ticks;
    this.clock.pass(ticks);
    if (activity.left > 0) return;
    activity.pending = undefined;
    this.#advance(activity);
  }

  #access(activity: Activity, operation: Operation & { do: "load" | "store" }): void {
    const { hart } = this;
    const { address, width } = operation;
    const accessed: Accessed =
      operation.do === "load"
        ? hart.load(address, width)
        : hart.store(address, width, operation.value);
    if ("exception" in accessed) {
      this.exception(accessed.exception, address);
      return;
    }
    if (operation.do === "load") hart.registers[LOADED] = accessed.value;
    this.#done(activity);
  }
}

const ILLEGAL: Operation = { do: "illegal" };
