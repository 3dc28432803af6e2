/**
 * Whatever the two files are, the answer is a report or a refusal that says what is wrong; nothing of
 * a bad input is proved.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { COMPILER, runWell, withFolder } from "@ashlar/board/riscv";
import { randomOfRun } from "@ashlar/rapilog/random";
import { buildProgram, missingFor } from "../corpus/build.js";
import { SETTINGS } from "../corpus/compilers.js";
import { corpusPrograms, moduleOf } from "../corpus/programs.js";
import type { Validation } from "../report.js";
import { validate } from "../validate.js";
import { askedOf } from "./asked.js";

const setting = SETTINGS.find(({ name }) => name === "gcc -O2")!;
const program = corpusPrograms().find(({ name }) => name === "byte_order")!;
const module = moduleOf(program);
const lost = missingFor(setting);

/** Of an ELF header and the first segment's description (System V ABI, chapters 4 and 5). */
const [CLASS, ORDER, TYPE, MACHINE, SEGMENTS] = [4, 5, 16, 18, 64];
const FLAGS = SEGMENTS + 4;
const [EXECUTABLE_READABLE, WRITABLE] = [5, 2];

describe("bad input", { skip: lost ?? false }, () => {
  let elf: Uint8Array = new Uint8Array();
  before(async () => {
    elf = await buildProgram(module, program.name, setting);
  });

  const changed = (at: number, ...bytes: number[]) => {
    const copy = elf.slice();
    copy.set(bytes, at);
    return copy;
  };
  /** The same by GNU's tool. */
  const byTool = (tool: string, ...options: string[]) =>
    withFolder(async (folder) => {
      const [from, to] = [join(folder, "from.elf"), join(folder, "to.elf")];
      writeFileSync(from, elf);
      const name = COMPILER.replace(/gcc$/, tool);
      await runWell(name, [...options, from, to], "board-compile");
      return new Uint8Array(readFileSync(to));
    });

  test("as it was built, all its functions are asked about", () => {
    const asked = askedOf(module, elf);
    assert.equal(asked.kind, "asked");
    if (asked.kind === "asked") {
      assert.equal(asked.functions.length, program.trials.length);
      assert.ok(asked.functions.every(({ instructions }) => instructions > 1));
    }
  });

  for (const [what, make, reason] of [
    ["an empty file", () => new Uint8Array(), /ends within/],
    ["a text", () => new TextEncoder().encode("#!/bin/sh\n"), /not an ELF file/],
    ["32 bits", () => changed(CLASS, 1), /not a file of 64 bits/],
    ["big-endian", () => changed(ORDER, 2), /not little-endian/],
    ["a program for x86", () => changed(MACHINE, 62), /for machine 62, not RISC-V/],
    ["an object file", () => changed(TYPE, 1), /an object file: link it/],
    ["a shared library", () => changed(TYPE, 3), /placed when it is loaded/],
    [
      "code that can be written",
      () => {
        assert.equal(elf[FLAGS], EXECUTABLE_READABLE);
        return changed(FLAGS, EXECUTABLE_READABLE | WRITABLE);
      },
      /its code at 0x80000000 can be written while it runs/,
    ],
    ["half a file", () => elf.slice(0, elf.length / 2), /ends within|in the file/],
    ["10 MB of random bytes", () => randomOfRun("bytes").bytes(10_000_000), /not an ELF file/],
    ["a stripped program", () => byTool("objcopy", "--strip-all"), /was it stripped/],
  ] as const)
    test(`refused: ${what}`, async () => {
      const wrong = await make();
      for (const answer of [askedOf(module, wrong), validate(module, wrong)]) {
        assert.equal(answer.kind, "refused");
        if (answer.kind !== "refused") return;
        assert.equal(answer.input, "program");
        assert.match(answer.reason, reason);
      }
    });

  test("refused: two functions of one name, of which only one is right", () => {
    const [symbol, other] = ["swapped16", "swapped32"].map((name) =>
      symbolAt(elf, `w2c_byte__order_${name}`),
    );
    // The other one is called the same, and is where the right one was.
    const wrong = elf.slice();
    wrong.copyWithin(other!, symbol!, symbol! + NAME_BYTES);
    for (const answer of [askedOf(module, wrong), validate(module, wrong)])
      assert.match(answer.kind === "refused" ? answer.reason : "", /two of its functions are call/);
  });

  test("a program of another module is refused", () => {
    const other = corpusPrograms().find(({ name }) => name === "crc32")!;
    const asked = askedOf(moduleOf(other), elf);
    assert.equal(asked.kind === "refused" && asked.reason, "none of its symbols is of this module");
  });

  test("a program of 10 MB is read like others", async () => {
    const large = await withFolder(async (folder) => {
      const content = join(folder, "content");
      writeFileSync(content, new Uint8Array(10_000_000));
      return byTool("objcopy", `--add-section=.large=${content}`);
    });
    assert.ok(large.length > 10_000_000);
    assert.deepEqual(askedOf(module, large), askedOf(module, elf));
  });

  test("a file that was cut off anywhere proves nothing", () => {
    const random = randomOfRun("lengths");
    for (let left = 300; left > 0; left--) {
      const length = random.below(elf.length);
      assert.equal(askedOf(module, elf.subarray(0, length)).kind, "refused", `${length} bytes`);
    }
    for (let length = 0; length < module.length; length++) {
      const part = module.slice(0, length);
      // Behind some sections a module may end: then it is one, of fewer exports or data.
      if (!WebAssembly.validate(part)) assert.equal(askedOf(part, elf).kind, "refused");
    }
  });

  test("whatever is damaged, the answer is a list or a refusal", () => {
    const random = randomOfRun("damaged programs");
    const kinds = { asked: 0, refused: 0 };
    for (let left = 2000; left > 0; left--) {
      const copy = elf.slice();
      for (let bytes = random.pick([1, 2, 4]); bytes > 0; bytes--)
        copy[random.below(random.chance(0.5) ? 300 : copy.length)] = random.below(256);
      kinds[askedOf(module, copy).kind] += 1;
    }
    assert.ok(kinds.asked > 100 && kinds.refused > 100, JSON.stringify(kinds));
  });

  test("a function on floats is unknown, and says why", async () => {
    const floats = floatModule();
    const validation = validate(floats, await buildProgram(floats, "floats", setting));
    assert.deepEqual(verdictsIn(validation), ["unknown"]);
    assert.match(reasonsIn(validation)[0]!, /no integer|float|f32/);
  });
});

const verdictsIn = (validation: Validation) =>
  validation.kind === "report" ? validation.functions.map(({ verdict }) => verdict) : [];
const reasonsIn = (validation: Validation) =>
  validation.kind === "report" ? validation.functions.map(({ reason }) => reason ?? "") : [];

/** Of an entry in the table of symbols, its name comes first (System V ABI, chapter 4). */
const [NAME_BYTES, SYMBOL_BYTES, SYMBOL_TABLE] = [4, 24, 2];

/** Where in a file the entry of a symbol is. */
function symbolAt(elf: Uint8Array, name: string): number {
  const view = new DataView(elf.buffer, elf.byteOffset, elf.byteLength);
  const long = (at: number) => Number(view.getBigUint64(at, true));
  const headers = Array.from({ length: view.getUint16(60, true) }, (_, at) => long(40) + 64 * at);
  const table = headers.find((at) => view.getUint32(at + 4, true) === SYMBOL_TABLE)!;
  const names = long(headers[view.getUint32(table + 40, true)]! + 24);
  for (let at = long(table + 24); at < long(table + 24) + long(table + 32); at += SYMBOL_BYTES) {
    const from = names + view.getUint32(at, true);
    if (Buffer.from(elf.subarray(from, from + name.length + 1)).toString() === `${name}\0`)
      return at;
  }
  return assert.fail(`no symbol ${name}`);
}

/** (func (export "f") (param f32) (result f32) local.get 0) */
function floatModule(): Uint8Array {
  const F32 = 0x7d;
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 6, 1, 0x60, 1, F32, 1, F32],
    ...[3, 2, 1, 0],
    ...[7, 5, 1, 1, 0x66, 0, 0],
    ...[10, 6, 1, 4, 0, 0x20, 0, 0x0b],
  ]);
}
