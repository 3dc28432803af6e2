/** What a hart holds: registers, control registers, memory, its mode and its place. */
import {
  and,
  bigintOf,
  constant,
  equal,
  extract,
  isLiteral,
  numberOf,
  type Term,
} from "@ashlar/logic";
import { type Join, join, Path } from "../../common/path.js";
import { giveUp } from "../../common/unfinished.js";
import { type BitField, Control, Privilege } from "../control/fields.js";
import { CONTROL_ROWS, type Holder } from "../control/table.js";
import type { Place } from "./place.js";

const REGISTERS = 32;
const ZERO = () => constant(64, 0);

export class Held implements Holder {
  registers: Term[] = Array.from({ length: REGISTERS }, ZERO);
  control = new Map(CONTROL_ROWS.map(({ number, start }) => [number, constant(64, start)]));
  privilege: Privilege = Privilege.Machine;
  /** Where it goes on behind this instruction, unless that says otherwise. */
  next: Term = ZERO();
  target: Term = ZERO();
  path = Path.start;
  /** It ended by an exception. */
  isOver = false;
  reservedAddress: Term = ZERO();
  /** How many bytes are reserved: 0 where none are. */
  reservedBytes: Term = constant(8, 0);
  /** Instructions that it completed; undefined where that is not known. */
  completed: number | undefined;
  /** What counters are ahead of that. */
  readonly ahead = new Map<number, bigint>();
  /** Somebody has used the registers of interrupts: most programs never do. */
  mayInterrupt = false;

  constructor(
    public memory: Place,
    public pc: Term,
  ) {}

  register(index: number): Term {
    return this.registers[index]!;
  }
  setRegister(index: number, value: Term): void {
    if (index !== 0) this.registers[index] = value;
  }

  reserve(address: Term, bytes: number): void {
    this.reservedAddress = address;
    this.reservedBytes = constant(8, bytes);
  }
  takeReservation(address: Term, bytes: number): Term {
    const isSame = equal(this.reservedAddress, address);
    const holds = and(equal(this.reservedBytes, constant(8, bytes)), isSame);
    this.reservedBytes = constant(8, 0);
    return holds;
  }

  held(number: number): Term {
    return this.control.get(number)!;
  }
  hold(number: number, value: Term): void {
    this.control.set(number, value);
    if (number === Control.mip || number === Control.mie) this.mayInterrupt = true;
  }
  /** A field of what a register holds. */
  field(number: number, { at, bits }: BitField): Term {
    return extract(this.held(number), at + bits - 1, at);
  }
  /** The same where it must be known. */
  knownField(number: number, field: BitField, what: string): number {
    const value = this.field(number, field);
    return isLiteral(value) ? numberOf(value) : giveUp(`${what} is not known`);
  }
  counted(number: number): Term {
    if (this.completed === undefined) return giveUp("what a counter holds is not known");
    return constant(64, BigInt(this.completed) + (this.ahead.get(number) ?? 0n));
  }
  /** The instruction that writes a counter is not counted itself. */
  setCounted(number: number, value: Term): void {
    if (this.completed === undefined || !isLiteral(value))
      giveUp("what a counter holds is not known");
    this.ahead.set(number, bigintOf(value) - BigInt(this.completed) - 1n);
  }

  /** Becomes as another is, but for memory and place. */
  protected takeFrom(other: Held): void {
    const { privilege, next, target, path, reservedAddress, reservedBytes, mayInterrupt } = other;
    this.registers = other.registers.slice();
    this.control = new Map(other.control);
    this.path = path;
    Object.assign(this, { privilege, next, target, reservedAddress, reservedBytes, mayInterrupt });
  }

  /** Becomes both: another at the same place, on a path that excludes this one's. */
  joinWith(other: Held): void {
    if (other.privilege !== this.privilege) giveUp("two paths meet in different modes");
    const joined: Join = join(this.path, other.path);
    const { choose } = joined;
    this.registers = this.registers.map((value, at) => choose(value, other.registers[at]!));
    for (const [number, value] of this.control)
      this.control.set(number, choose(value, other.held(number)));
    this.reservedAddress = choose(this.reservedAddress, other.reservedAddress);
    this.reservedBytes = choose(this.reservedBytes, other.reservedBytes);
    this.memory = this.memory.joined(other.memory, joined);
    this.path = joined.path;
  }
}
