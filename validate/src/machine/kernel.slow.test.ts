/** The kernel's image: functions of each kind are proved, and wrong images are not. */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { CLANG, COMPILER, missing } from "@ashlar/board/riscv";
import { riscv } from "@ashlar/semantics";
import type { Layout } from "../layout.js";
import { validate } from "../validate.js";
import { CLANG_KERNEL_LAYOUT, KERNEL_LAYOUT, kernelSubject } from "./kernel.js";
import type { Subject } from "./subject.js";

/** By kinds: of messages, one that changes address spaces, one that copies, one that maps. */
const CALL = "kernel_send_0";
const UNMAPPING = "kernel_threadSetAddressSpace_0";
const COPYING = "kernel_threadReadRegisters_0";
const FUNCTIONS = [CALL, UNMAPPING, COPYING, "kernel_frameMap_0"];

describe("the kernel's image", { skip: missing(COMPILER) ?? false }, () => {
  let subject: Subject;
  before(async () => {
    subject = await kernelSubject(2);
  });

  const reportOf = (name: string, program = subject.program, layout: Layout = KERNEL_LAYOUT) => {
    const validation = validate(subject.module, program, { layout, only: name });
    if (validation.kind === "refused") return assert.fail(validation.reason);
    return validation.functions[0]!;
  };

  for (const name of FUNCTIONS)
    test(`proved: ${name}`, () => {
      const { verdict, certified, reason } = reportOf(name);
      assert.deepEqual({ verdict, certified }, { verdict: "proved", certified: true }, reason!);
    });

  test("another empty address space is not proved", () => {
    const wrong = changed(subject.program, addressOf(subject.program, "empty_address_space"));
    assert.match(reportOf(UNMAPPING, wrong).reason ?? "", /csrw 0x180: the value of/);
    assert.equal(reportOf(CALL, wrong).verdict, "proved", "which does not change it");
  });

  test("an address space that begins elsewhere is not proved", () => {
    const inline = KERNEL_LAYOUT.inline!.map((one) => ({
      ...one,
      steps: one.steps.map((step) => (step.kind === "fence" ? step : { ...step, plus: 0n })),
    }));
    const report = reportOf(UNMAPPING, subject.program, { ...KERNEL_LAYOUT, inline });
    assert.match(report.reason ?? "", /csrw 0x180: the value of/);
  });

  test("with registers that begin elsewhere nothing is proved that reads memory", () => {
    const { memory } = KERNEL_LAYOUT;
    if (memory.kind !== "address") return assert.fail();
    const registers = memory.registers!.map((one) => ({ ...one, offset: one.offset + 4 }));
    const wrong: Layout = { ...KERNEL_LAYOUT, memory: { ...memory, registers } };
    for (const name of FUNCTIONS)
      assert.notEqual(reportOf(name, subject.program, wrong).verdict, "proved", name);
  });

  for (const [what, symbol, reason] of [
    ["that the program does not have", "g17", /it has no variable g17/],
    ["that is a constant", "system_calls", /is no variable/],
    ["that is another one", "g1", /two variables/],
  ] as const)
    test(`refused: a global ${what}`, () => {
      const globals = [{ kind: "symbol", symbol } as const, ...KERNEL_LAYOUT.globals.slice(1)];
      const layout = { ...KERNEL_LAYOUT, globals };
      const validation = validate(subject.module, subject.program, { layout });
      assert.match(validation.kind === "refused" ? validation.reason : "", reason);
    });
});

describe("the kernel's image by clang", { skip: missing(COMPILER, CLANG) ?? false }, () => {
  let subject: Subject;
  before(async () => {
    subject = await kernelSubject(2, "clang");
  });

  const verdictOf = (name: string, layout: Layout = CLANG_KERNEL_LAYOUT) => {
    const validation = validate(subject.module, subject.program, { layout, only: name });
    if (validation.kind === "refused") return assert.fail(validation.reason);
    return validation.functions[0]!.verdict;
  };

  for (const name of FUNCTIONS)
    test(`proved: ${name}`, () => assert.equal(verdictOf(name), "proved"));

  test("what gcc is told is not so of it: a caller keeps values where gcc's functions keep none", () => {
    assert.notEqual(verdictOf(CALL, KERNEL_LAYOUT), "proved");
  });
});

function programOf(elf: Uint8Array): riscv.Program {
  const reading = riscv.readElf(elf);
  return reading.kind === "program" ? reading.program : assert.fail(reading.fault.message);
}

const addressOf = (elf: Uint8Array, name: string) =>
  programOf(elf).symbols.find((symbol) => symbol.name === name)!.address;

/** A copy with one bit of what is loaded at an address changed. */
function changed(elf: Uint8Array, address: number): Uint8Array {
  const copy = elf.slice();
  const [at, firstOf, bytesOf] = [16, 8, 32];
  const view = new DataView(copy.buffer);
  const long = (place: number) => Number(view.getBigUint64(place, true));
  const headers = Array.from({ length: view.getUint16(56, true) }, (_, index) => 64 + 56 * index);
  const header = headers.find((place) => {
    const inside = address - long(place + at);
    return inside >= 0 && inside < long(place + bytesOf);
  });
  if (header === undefined) return assert.fail("nothing is loaded there");
  copy[long(header + firstOf) + address - long(header + at)]! ^= 1;
  return copy;
}
