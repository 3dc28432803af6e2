/**
 * A hart in the middle of a run: the one implementation of `Machine`. What it holds are terms, so
 * it computes or describes. Only its mode and, while it executes, its place are always known.
 *
 * Not modelled: the protection of physical memory (its registers hold what is written, and forbid
 * nothing), what other harts and devices do, and what caches of translations still know.
 */
import {
  add,
  any,
  constant,
  equal,
  extract,
  FALSE,
  isLiteral,
  isNonzero,
  not,
  numberOr,
  type Term,
  TRUE,
} from "@ashlar/logic";
import type { Path } from "../../common/path.js";
import { giveUp } from "../../common/unfinished.js";
import {
  type BitField,
  Control,
  isReadOnly,
  Privilege,
  privilegeOf,
  Status,
} from "../control/fields.js";
import { controlRow } from "../control/table.js";
import { decodeOnce, type Instruction, isShort } from "../decode.js";
import { type Access, Cause, type Machine, type Mode } from "../machine.js";
import { Held } from "./held.js";
import type { Place } from "./place.js";
import { physicalOf } from "./translation.js";
import { enterTrap, isInterruptPending, leaveTrap, takeInterrupt } from "./traps.js";

/** What becomes of paths that part and of exceptions. */
export interface Context {
  /** Whether misaligned loads and stores are done, as most harts do, or are exceptions. */
  readonly misaligned: "done" | "exception";
  /** Whether exceptions go to the trap handler or end the path. */
  readonly exceptions: "entered" | "end";
  /** Whether a condition can hold on a path. May always say yes; never no wrongly. */
  isPossible(path: Path, condition: Term): boolean;
  /** Another path goes on, from the next instruction. */
  add(hart: Hart): void;
  excepted(hart: Hart, condition: Term, cause: number, value: Term): void;
  readonly isNarrow?: boolean; // Exceptions are told and not assumed away.
}

export class Hart extends Held implements Machine {
  instruction: Instruction | undefined;
  #completes = true;

  constructor(
    readonly context: Context,
    memory: Place,
    pc: Term,
  ) {
    super(memory, pc);
  }

  /** Runs one instruction, or takes an interrupt or an exception instead. */
  step(): void {
    this.#completes = true;
    if (isInterruptPending(this)) takeInterrupt(this);
    else {
      this.instruction = this.#fetch();
      if (this.instruction !== undefined) {
        this.next = add(this.pc, constant(64, this.instruction.bytes));
        this.target = this.next;
        this.instruction.row.meaning(this, this.instruction.operands);
      }
    }
    if (this.completed !== undefined && this.#completes) this.completed++;
    this.pc = this.target;
  }

  #fetch(): Instruction | undefined {
    const first = this.#parcel(this.pc);
    if (first === undefined) return undefined;
    let word = first;
    if (!isShort(first)) {
      const second = this.#parcel(add(this.pc, constant(64, 2)));
      if (second === undefined) return undefined;
      word += second * 2 ** 16;
    }
    const instruction = decodeOnce(word);
    if (instruction === undefined) this.raise(Cause.IllegalInstruction, constant(64, word));
    return instruction;
  }

  #parcel(address: Term): number | undefined {
    if (!isLiteral(address)) return giveUp("the address of an instruction is not known");
    const physical = physicalOf(this, address, 2, "fetch");
    if (physical === undefined) return undefined;
    const parcel = this.memory.parcel(numberOr(physical, -1));
    if (parcel === undefined) this.raise(Cause.FetchFault, address);
    return parcel;
  }

  // Control transfer

  jump(target: Term): void {
    this.target = target;
  }
  jumpWhen(condition: Term, target: Term): void {
    const taken = this.#fork(condition);
    taken?.jump(target);
    if (taken !== undefined && taken !== this) taken.#goOn();
  }

  /** Goes on as a path of its own. */
  #goOn(): void {
    this.pc = this.target;
    this.context.add(this);
  }

  // Memory

  physical(address: Term, bytes: number, access: Access): Term | undefined {
    const stores = access === "store" || access === "update";
    const isAtomic = access === "reserve" || access === "update";
    if (bytes > 1 && (isAtomic || this.context.misaligned === "exception")) {
      const isMisaligned = isNonzero(extract(address, Math.log2(bytes) - 1, 0));
      const cause = stores ? Cause.StoreMisaligned : Cause.LoadMisaligned;
      if (!this.passes(isMisaligned, cause, address)) return undefined;
    }
    const physical = physicalOf(this, address, bytes, stores ? "store" : "load");
    if (physical === undefined) return undefined;
    const fault = stores ? Cause.StoreFault : Cause.LoadFault;
    return this.passes(this.memory.isOutside(physical, bytes), fault, address)
      ? physical
      : undefined;
  }
  // Control registers

  readControl(number: number): Term | undefined {
    const row = controlRow(number);
    const isAllowed = this.allowed(row === undefined ? TRUE : this.#isControlDenied(number));
    return isAllowed && row !== undefined ? row.read(this) : undefined;
  }
  mayWriteControl(number: number): boolean {
    return this.allowed(isReadOnly(number) ? TRUE : FALSE);
  }
  writeControl(number: number, value: Term): void {
    controlRow(number)?.write(this, value);
  }
  /** Whether a register may not be used here (Privileged 20211203, 2.1, 3.1.6.5, 3.1.11). */
  #isControlDenied(number: number): Term {
    if (this.privilege < privilegeOf(number)) return TRUE;
    if (number === Control.satp) return this.#isTrapped(Status.TVM);
    if (number < Control.cycle || number > Control.hpmcounter31) return FALSE;
    const counter = { at: number - Control.cycle, bits: 1 };
    const enabled = (by: number) => equal(this.field(by, counter), constant(1, 1));
    const needed: number[] = [];
    if (this.privilege < Privilege.Machine) needed.push(Control.mcounteren);
    if (this.privilege < Privilege.Supervisor) needed.push(Control.scounteren);
    return any(needed.map((by) => not(enabled(by))));
  }

  /** Whether machine mode has asked to do this itself where supervisor mode tries to. */
  #isTrapped(field: BitField): Term {
    if (this.privilege !== Privilege.Supervisor) return FALSE;
    return equal(this.field(Control.mstatus, field), constant(1, 1));
  }

  // Between modes

  environmentCall(): void {
    this.raise(Cause.EnvironmentCall + this.privilege, constant(64, 0));
  }
  /** The manual lets a hart say where, or zero: QEMU says zero. */
  breakpoint(): void {
    this.raise(Cause.Breakpoint, constant(64, 0));
  }
  returnFromTrap(mode: Mode): void {
    const least = mode === "machine" ? Privilege.Machine : Privilege.Supervisor;
    if (this.privilege < least) this.allowed(TRUE);
    else if (mode === "machine" || this.allowed(this.#isTrapped(Status.TSR))) leaveTrap(this, mode);
  }
  /** Time does not pass, so there is nothing to wait for. */
  wait(): void {
    this.allowed(this.privilege === Privilege.User ? TRUE : this.#isTrapped(Status.TW));
  }
  /** Tables are read at each access, so translations are never stale. */
  fenceTranslation(): void {
    this.allowed(this.privilege === Privilege.User ? TRUE : this.#isTrapped(Status.TVM));
  }

  /** False where the instruction is illegal here, because the condition always holds. */
  allowed(isDenied: Term): boolean {
    const word = constant(64, this.instruction?.word ?? 0);
    return this.passes(isDenied, Cause.IllegalInstruction, word);
  }

  /** Raises an exception where the condition holds. False if it never goes on. */
  passes(condition: Term, cause: number, value: Term): boolean {
    if (this.context.isNarrow && condition !== TRUE) {
      this.context.excepted(this, condition, cause, value);
      return true;
    }
    const raised = this.#fork(condition);
    raised?.raise(cause, value);
    if (raised !== undefined && raised !== this && !raised.isOver) raised.#goOn();
    return raised !== this && !this.isOver;
  }

  raise(cause: number, value: Term): void {
    this.#completes = false;
    if (this.context.exceptions === "entered") {
      enterTrap(this, cause, value, false);
      return;
    }
    this.context.excepted(this, TRUE, cause, value);
    this.isOver = true;
  }

  // Forks and joins

  /**
   * Splits by a condition: what is returned goes on where it holds, this where it does not. If
   * only one of them is possible it is this, and nothing is returned where the condition fails.
   */
  #fork(condition: Term): Hart | undefined {
    if (condition === FALSE) return undefined;
    if (condition === TRUE) return this;
    if (!this.context.isPossible(this.path, condition)) return undefined;
    if (!this.context.isPossible(this.path, not(condition))) return this;
    const fork = this.fork();
    fork.path = this.path.with(condition);
    this.path = this.path.with(not(condition));
    return fork;
  }

  /** The same hart, as if there were two. */
  fork(): Hart {
    const fork = new Hart(this.context, this.memory.fork(), this.pc);
    fork.takeFrom(this);
    fork.instruction = this.instruction;
    return fork;
  }
}
