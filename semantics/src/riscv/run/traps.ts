/**
 * Into a trap handler and out of it, and which interrupt is taken (Privileged 20211203, 3.1.6 to
 * 3.1.9, 3.3.2, 4.1.2). Who handles a trap must be known.
 */
import {
  add,
  and,
  bigintOf,
  constant,
  equal,
  extract,
  isLiteral,
  ite,
  not,
  numberOf,
  or,
  shl,
  type Term,
  zeroExtend,
} from "@ashlar/logic";
import { giveUp } from "../../common/unfinished.js";
import { type BitField, Control, maskOf, masksOf, Privilege, Status } from "../control/fields.js";
import type { Mode } from "../machine.js";
import type { Hart } from "./hart.js";

/** The registers and fields of the mode that handles a trap. */
const HANDLERS = {
  machine: {
    privilege: Privilege.Machine,
    epc: Control.mepc,
    cause: Control.mcause,
    value: Control.mtval,
    vector: Control.mtvec,
    enabled: Status.MIE,
    enabledBefore: Status.MPIE,
    before: Status.MPP,
  },
  supervisor: {
    privilege: Privilege.Supervisor,
    epc: Control.sepc,
    cause: Control.scause,
    value: Control.stval,
    vector: Control.stvec,
    enabled: Status.SIE,
    enabledBefore: Status.SPIE,
    before: Status.SPP,
  },
} as const;

const INTERRUPT = 1n << 63n;
/** The order in which interrupts are taken that are pending at once (3.1.9). */
const BY_PRIORITY = [11, 3, 7, 9, 1, 5];

const bits = (value: bigint) => constant(64, value);

function known(value: Term, what: string): bigint {
  return isLiteral(value) ? bigintOf(value) : giveUp(`${what} is not known`);
}

/** A register's value with another field. */
function withField(value: Term, field: BitField, content: Term): Term {
  const cleared = and(value, bits(~maskOf(field)));
  return or(cleared, shl(zeroExtend(content, 64), constant(64, field.at)));
}

/** Goes to the handler of an exception or interrupt, instead of the instruction. */
export function enterTrap(hart: Hart, cause: number, value: Term, isInterrupt: boolean): void {
  const by = HANDLERS[handlerOf(hart, cause, isInterrupt)];
  const code = bits(BigInt(cause) | (isInterrupt ? INTERRUPT : 0n));
  hart.hold(by.epc, hart.pc);
  hart.hold(by.cause, code);
  hart.hold(by.value, value);
  let status = withField(
    hart.held(Control.mstatus),
    by.enabledBefore,
    hart.field(Control.mstatus, by.enabled),
  );
  status = withField(status, by.enabled, constant(1, 0));
  hart.hold(
    Control.mstatus,
    withField(status, by.before, constant(by.before.bits, hart.privilege)),
  );
  hart.privilege = by.privilege;
  hart.target = vectorOf(hart.held(by.vector), cause, isInterrupt);
}

/** Exceptions go to the base; interrupts too, or by their numbers where the mode says so. */
function vectorOf(vector: Term, cause: number, isInterrupt: boolean): Term {
  const base = and(vector, bits(~3n));
  if (!isInterrupt) return base;
  const isVectored = equal(extract(vector, 0, 0), constant(1, 1));
  return ite(isVectored, add(base, bits(4n * BigInt(cause))), base);
}

function handlerOf(hart: Hart, cause: number, isInterrupt: boolean): Mode {
  if (hart.privilege === Privilege.Machine) return "machine";
  const register = isInterrupt ? Control.mideleg : Control.medeleg;
  const delegated = known(hart.held(register), "what is delegated");
  return (delegated >> BigInt(cause)) & 1n ? "supervisor" : "machine";
}

/** Goes back to where a trap was taken. */
export function leaveTrap(hart: Hart, mode: Mode): void {
  const by = HANDLERS[mode];
  const status = hart.held(Control.mstatus);
  const before = hart.field(Control.mstatus, by.before);
  if (!isLiteral(before)) giveUp("the mode that is returned to is not known");
  const privilege = numberOf(before) as Privilege;
  let left = withField(status, by.enabled, hart.field(Control.mstatus, by.enabledBefore));
  left = withField(left, by.enabledBefore, constant(1, 1));
  left = withField(left, by.before, constant(by.before.bits, Privilege.User));
  if (privilege !== Privilege.Machine) left = and(left, not(bits(masksOf(Status.MPRV))));
  hart.hold(Control.mstatus, left);
  hart.privilege = privilege;
  hart.jump(hart.held(by.epc));
}

/** Interrupts whose number is pending and enabled, of what is known. */
function pendingOf(hart: Hart): bigint {
  const pending = and(hart.held(Control.mip), hart.held(Control.mie));
  return isLiteral(pending) ? bigintOf(pending) : 0n;
}

/** Those of the pending that this mode lets through. */
function takenOf(hart: Hart): number | undefined {
  const pending = pendingOf(hart);
  if (pending === 0n) return undefined;
  const delegated = known(hart.held(Control.mideleg), "what is delegated");
  const isEnabled = (field: BitField) =>
    hart.knownField(Control.mstatus, field, "whether interrupts are enabled") === 1;
  const { privilege } = hart;
  const inMachine = privilege < Privilege.Machine || isEnabled(Status.MIE);
  const inSupervisor =
    privilege < Privilege.Supervisor ||
    (privilege === Privilege.Supervisor && isEnabled(Status.SIE));
  const has = (set: bigint, number: number) => ((set >> BigInt(number)) & 1n) === 1n;
  const among = (set: bigint) => BY_PRIORITY.find((number) => has(set, number));
  const first = inMachine ? among(pending & ~delegated) : undefined;
  return first ?? (inSupervisor ? among(pending & delegated) : undefined);
}

export function isInterruptPending(hart: Hart): boolean {
  return hart.mayInterrupt && takenOf(hart) !== undefined;
}

export function takeInterrupt(hart: Hart): void {
  enterTrap(hart, takenOf(hart)!, bits(0n), true);
}
