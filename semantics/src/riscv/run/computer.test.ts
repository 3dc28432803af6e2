import assert from "node:assert/strict";
import { test } from "node:test";
import { Control, Privilege } from "../control/fields.js";
import { loaded } from "../elf/load.js";
import { readElf } from "../elf/read.js";
import { Cause } from "../machine.js";
import { assembled, COMPILER, missing } from "../testing/tools.js";
import { Computer, type ComputerOptions } from "./computer.js";
import { FlatMemory } from "./flat-memory.js";

const START = 0x8000_0000;
const skip = missing(COMPILER) ?? false;

/** A program's computer, about to begin. */
function computer(source: string, options: ComputerOptions = {}): Computer {
  const reading = readElf(assembled(`.globl _start\n_start:\n${source}\n`));
  if (reading.kind === "fault") assert.fail(reading.fault.message);
  const region = loaded(reading.program, START, 1 << 16)!;
  return new Computer(new FlatMemory([region]), BigInt(reading.program.entry), options);
}

/** The same after so many instructions. */
function after(steps: number, source: string, options: ComputerOptions = {}) {
  const made = computer(source, options);
  const ran = made.run(steps);
  assert.equal(ran.kind, "paused", JSON.stringify(ran));
  return made.hart;
}

/** Why a program's last instruction was an exception, and with which value. */
function exception(steps: number, source: string, options: ComputerOptions = {}) {
  const { control, privilege } = after(steps, source, options);
  assert.equal(privilege, Privilege.Machine);
  return [Number(control.get(Control.mcause)), control.get(Control.mtval)];
}

test("a loop computes", { skip }, () => {
  const source = "li a0, 0; li a1, 10\n1: add a0, a0, a1; addi a1, a1, -1; bnez a1, 1b";
  assert.equal(after(2 + 3 * 10, source).registers[10], 55n);
});

test("register x0 stays zero, and jalr reads its base before it writes the link", { skip }, () => {
  assert.equal(after(1, "addi x0, x0, 5").registers[0], 0n);
  const { registers, pc } = after(2, "auipc a0, 0; jalr a0, 8(a0)");
  assert.deepEqual([registers[10], pc], [BigInt(START + 8), BigInt(START + 8)]);
});

test("exceptions say what and where", { skip }, () => {
  assert.deepEqual(exception(1, ".word 0xffffffdf"), [Cause.IllegalInstruction, 0xffffffdfn]);
  assert.deepEqual(exception(1, ".half 0"), [Cause.IllegalInstruction, 0n]);
  assert.deepEqual(exception(2, "li a0, 16; ld a1, 0(a0)"), [Cause.LoadFault, 16n]);
  assert.deepEqual(exception(2, "li a0, -1; sb a1, 0(a0)"), [Cause.StoreFault, 2n ** 64n - 1n]);
  assert.deepEqual(exception(3, "li a0, 64; jr a0"), [Cause.FetchFault, 64n]);
  assert.deepEqual(exception(1, "ecall")[0], Cause.EnvironmentCall + Privilege.Machine);
  assert.deepEqual(exception(1, "csrw cycle, x0")[0], Cause.IllegalInstruction);
  assert.deepEqual(exception(1, "csrr a0, 0x5c0")[0], Cause.IllegalInstruction);
});

test("misaligned loads and stores are done or exceptions; atomics always are", { skip }, () => {
  // auipc a0, 0 is 0x00000517: its upper bytes, and the lowest of the load.
  const load = "auipc a0, 0; lw a1, 1(a0)";
  assert.equal(after(2, load).registers[11], BigInt.asUintN(64, -0x7cfffffbn));
  const strict = { misaligned: "exception" } as const;
  assert.deepEqual(exception(2, load, strict), [Cause.LoadMisaligned, BigInt(START + 1)]);
  const update = "auipc a0, 0; addi a0, a0, 2; amoadd.w a1, a2, (a0)";
  assert.deepEqual(exception(3, update), [Cause.StoreMisaligned, BigInt(START + 2)]);
});

test("a store conditional needs a reservation of these bytes, once", { skip }, () => {
  const source = `la a0, word
  lr.d a1, (a0); li a2, 7; sc.d a3, a2, (a0); sc.d a4, a2, (a0)
  lr.w a1, (a0); sc.d a5, a2, (a0)
.align 3
word: .dword 5`;
  const { registers } = after(8, source);
  assert.deepEqual([registers[11], registers[13], registers[14], registers[15]], [7n, 0n, 1n, 1n]);
});

test("traps go to machine mode, or to supervisor mode where that is delegated", { skip }, () => {
  const source = (delegated: number) => `li t0, ${delegated}; csrw medeleg, t0
  la t0, machine; csrw mtvec, t0
  la t0, supervisor; csrw stvec, t0
  la t0, user; csrw mepc, t0
  mret
.align 2
machine: csrr a0, mcause; csrr a1, mepc; j .
.align 2
supervisor: csrr a0, scause; csrr a1, sepc; j .
.align 2
user: ecall`;
  const call = BigInt(Cause.EnvironmentCall);
  const handled = (delegated: number) => {
    const { registers, privilege } = after(20, source(delegated));
    return [registers[10], privilege];
  };
  assert.deepEqual(handled(0), [call, Privilege.Machine]);
  assert.deepEqual(handled(1 << Number(call)), [call, Privilege.Supervisor]);
});

test("counters count what is completed, and take what is written", { skip }, () => {
  assert.equal(after(3, "nop; nop; csrr a0, minstret").registers[10], 2n);
  assert.equal(after(3, "li a0, 100; csrw minstret, a0; csrr a0, minstret").registers[10], 100n);
});

test("a run of many instructions goes on where it paused", { skip }, () => {
  const made = computer("li a0, 0; 1: addi a0, a0, 1; j 1b");
  for (let left = 5; left > 0; left--) assert.equal(made.run(20_001).kind, "paused");
  assert.equal(made.hart.registers[10], 50_002n);
  assert.equal(made.hart.completed, 100_005);
});
