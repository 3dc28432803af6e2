/**
 * One instruction of a user program, on a machine that notes what it is asked for. Registers, its place
 * and its reservation are variables, and so are memory's bytes, and where the tables lead; of an access
 * it is supposed that they let it be made, since otherwise there is a fault.
 *
 * An access that goes over the end of a page is several to a real machine; here it is one.
 */
import {
  add,
  and,
  arrayOf,
  bitVector,
  constant,
  equal,
  fromBytes,
  ite,
  select,
  sortOf,
  type Term,
  variable,
} from "@ashlar/logic";
import type { riscv } from "@ashlar/semantics";

type Machine = riscv.Machine;

const REGISTERS = 32;
const BYTES = 4;
const BYTE_BITS = 8;
const word = (name: string) => variable(`hart's ${name}`, bitVector(64));
const number64 = (value: number) => constant(64, value);

/** Bytes of memory, from an address on. */
export interface Bytes {
  readonly address: Term;
  readonly bytes: number;
}
/** What it was let to do. */
export interface Granted extends Bytes {
  readonly access: riscv.Access;
}
export interface Stored extends Bytes {
  readonly value: Term;
}

/** Memory as a variable: all its bytes. */
export const anyMemory = (which: string): Term =>
  variable(`${which}memory's bytes`, arrayOf(64, 8));

/** Each byte, the lowest first. */
export const bytesAt = (memory: Term, { address, bytes }: Bytes): Term[] =>
  Array.from({ length: bytes }, (_, at) => select(memory, add(address, number64(at))));

export class UserMachine implements Machine {
  readonly registers: Term[];
  readonly pc = word("pc");
  readonly next = add(this.pc, number64(BYTES));
  target = this.next;
  readonly granted: Granted[] = [];
  readonly loaded: Bytes[] = [];
  readonly stored: Stored[] = [];
  /** What goes to the kernel instead. */
  readonly traps: string[] = [];
  #reservation = { address: word("reservation"), bytes: word("reserved bytes") };

  constructor(readonly bytes: Term) {
    this.registers = Array.from({ length: REGISTERS }, (_, at) =>
      at === 0 ? number64(0) : word(`x${at}`),
    );
  }

  register(index: number): Term {
    return this.registers[index]!;
  }
  setRegister(index: number, value: Term): void {
    if (index !== 0) this.registers[index] = value;
  }

  jump(target: Term): void {
    this.target = target;
  }
  jumpWhen(condition: Term, target: Term): void {
    this.target = ite(condition, target, this.target);
  }

  physical(address: Term, bytes: number, access: riscv.Access): Term {
    const physical = select(variable("where tables lead", arrayOf(64, 64)), address);
    this.granted.push({ address: physical, bytes, access });
    return physical;
  }
  readonly memory: riscv.Memory = {
    load: (address, bytes) => {
      this.loaded.push({ address, bytes });
      return fromBytes(bytesAt(this.bytes, { address, bytes }));
    },
    store: (address, value) => {
      this.stored.push({ address, bytes: sortOf(value) / BYTE_BITS, value });
    },
  };

  get reservation(): readonly Term[] {
    return [this.#reservation.address, this.#reservation.bytes];
  }
  reserve(address: Term, bytes: number): void {
    this.#reservation = { address, bytes: number64(bytes) };
  }
  takeReservation(address: Term, bytes: number): Term {
    const [itsAddress, itsBytes] = this.reservation;
    this.#reservation = { address, bytes: number64(0) };
    return and(equal(itsAddress!, address), equal(itsBytes!, number64(bytes)));
  }

  /** User mode has no control registers, counters included: the board lets it have none. */
  readControl(): undefined {
    this.traps.push("a control register");
  }
  mayWriteControl(): false {
    this.traps.push("a control register");
    return false;
  }
  writeControl(): void {
    throw new Error("a control register is written without asking");
  }

  environmentCall(): void {
    this.traps.push("a call");
  }
  breakpoint(): void {
    this.traps.push("a breakpoint");
  }
  returnFromTrap(): void {
    this.traps.push("a return");
  }
  wait(): void {
    this.traps.push("waiting");
  }
  fenceTranslation(): void {
    this.traps.push("a fence");
  }
}
