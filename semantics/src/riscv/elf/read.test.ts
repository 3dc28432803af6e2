import assert from "node:assert/strict";
import { test } from "node:test";
import { type Random, randomOfRun } from "@ashlar/rapilog/random";
import { smallProgram } from "../testing/elf-writer.js";
import { assembled, COMPILER, missing } from "../testing/tools.js";
import { loaded } from "./load.js";
import { readElf } from "./read.js";

function programIn(bytes: Uint8Array) {
  const reading = readElf(bytes);
  if (reading.kind === "fault") assert.fail(reading.fault.message);
  return reading.program;
}

function faultIn(bytes: Uint8Array): string {
  const reading = readElf(bytes);
  assert.equal(reading.kind, "fault");
  return reading.kind === "fault" ? reading.fault.message : "";
}

/** The small program with some bytes replaced. */
function changed(at: number, ...bytes: number[]): Uint8Array {
  const copy = smallProgram();
  copy.set(bytes, at);
  return copy;
}

test("a linked program: its entry, segments, sections and symbols", (t) => {
  const skipped = missing(COMPILER);
  if (skipped !== undefined) return t.skip(skipped);
  const source = [
    ".globl _start",
    ".type _start, @function",
    "_start: nop",
    ".size _start, 4",
    ".data",
    "word: .word 0x12345678",
    ".bss",
    ".skip 100",
  ];
  const program = programIn(assembled(`${source.join("\n")}\n`, 0x8000_0000));
  assert.equal(program.entry, 0x8000_0000);
  const start = program.symbols.find(({ name }) => name === "_start")!;
  assert.deepEqual(
    [start.address, start.size_bytes, start.kind, start.isLocal],
    [0x8000_0000, 4, "function", false],
  );
  assert.equal(program.sections[start.section!]!.name, ".text");
  const word = program.symbols.find(({ name }) => name === "word")!;
  const region = loaded(program, 0x8000_0000, 4096)!;
  const view = new DataView(region.bytes.buffer);
  assert.equal(view.getUint32(word.address - region.start, true), 0x1234_5678);
  const total = program.segments.reduce((sum, { memory_bytes }) => sum + memory_bytes, 0);
  assert.ok(total >= 100 + 4 + 2, `${total} bytes`);
  assert.equal(loaded(program, 0x8000_0004, 4096), undefined);
});

test("a file that we wrote ourselves is read back", () => {
  const program = programIn(smallProgram());
  assert.equal(program.entry, 0x8000_0000);
  assert.deepEqual(
    program.symbols.map(({ name, address, kind }) => [name, address, kind]),
    [["main", 0x8000_0000, "function"]],
  );
  assert.deepEqual([...program.segments[0]!.bytes], [0x13, 0, 0, 0]);
  assert.equal(program.segments[0]!.memory_bytes, 16);
});

for (const [what, bytes, message] of [
  ["an empty file", new Uint8Array(), /malformed at byte 0 .*the file ends within the magic/],
  ["a text", new TextEncoder().encode("#!/bin/sh\n"), /malformed at byte 0 .*not an ELF file/],
  ["32 bits", changed(4, 1), /refused at byte 4 .*not a file of 64 bits/],
  ["big-endian", changed(5, 2), /refused at byte 5 .*not little-endian/],
  ["another machine", changed(18, 62), /refused at byte 18 .*for machine 62, not RISC-V/],
  ["an object file", changed(16, 1), /refused at byte 16 .*an object file: link it/],
  ["a shared library", changed(16, 3), /refused at byte 16 .*-static -no-pie/],
  ["hardware floating point", changed(48, 4), /refused at byte 48 .*use lp64/],
  ["an address of 64 bits", changed(24, ...Array(8).fill(255)), /entry is 0xffffffffffffffff/],
  ["segments beyond the end", changed(32, 0, 0, 1), /the file ends within a segment's desc/],
  ["sections beyond the end", changed(40, 0, 0, 1), /the file ends within a section's desc/],
] as const)
  test(`a clear refusal of ${what}`, () => {
    assert.match(faultIn(bytes), message);
  });

test("a file that was cut off anywhere is a fault", () => {
  const whole = smallProgram();
  for (let length = 0; length < whole.length; length++)
    assert.match(faultIn(whole.subarray(0, length)), /^malformed at byte \d+ .*ends within/);
});

test("names that share their bytes cost no more than a few files", () => {
  const name = "a".repeat(100_000);
  assert.match(faultIn(smallProgram(name, 5000)), /^refused .*names that are much longer together/);
  assert.equal(programIn(smallProgram(name, 5)).symbols[4]!.name, name);
});

function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  for (let left = random.pick([1, 1, 2, 4]); left > 0; left--)
    copy[random.below(copy.length)] = random.pick([0, 1, 0x7f, 0xff, random.below(256)]);
  return random.chance(0.1) ? copy.slice(0, random.below(copy.length)) : copy;
}

test("whatever the bytes are, the answer is a program or a fault with its byte", () => {
  const random = randomOfRun("damaged ELF files");
  const whole = smallProgram();
  const kinds = { program: 0, fault: 0 };
  for (let left = 20_000; left > 0; left--) {
    const bytes = mutated(random, whole);
    const reading = readElf(bytes);
    kinds[reading.kind] += 1;
    if (reading.kind === "fault") assert.match(reading.fault.message, / at byte \d+ \(0x/);
    else
      for (const section of reading.program.sections)
        assert.ok(section.bytes.length <= bytes.length, "a section is within the file");
  }
  assert.ok(kinds.program > 1000 && kinds.fault > 1000, JSON.stringify(kinds));
});
