import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { decode, NoInstruction } from "../decode.js";
import { operandsIn, type Pattern, pattern, wordOf } from "./pattern.js";
import { ROWS, SHORT_ROWS } from "./table.js";

const overlaps = (one: (typeof ROWS)[number], other: (typeof ROWS)[number]) =>
  ((one.pattern.match ^ other.pattern.match) & one.pattern.mask & other.pattern.mask) === 0;

/** The bits that neither say which instruction it is nor what it is given. */
function ignoredBy({ mask, pieces }: Pattern): number {
  const said = pieces.map(({ from, width }) => (2 ** width - 1) << from);
  return ~said.reduce((all, bits) => all | bits, mask);
}

test("an encoding is read as the manual's tables write it", () => {
  const branch = pattern("imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011");
  assert.equal(branch.mask, 0x707f);
  assert.equal(branch.match, 0x63);
  // beq x1, x2, -94
  const operands = operandsIn(0xfa2081e3 >>> 0, branch)!;
  assert.deepEqual([operands.rs1, operands.rs2, operands.imm], [1, 2, -94]);
  assert.throws(() => pattern("imm[11:0] rs1 000 rd 001001"), /has 31 bits/);
  assert.throws(() => pattern("imm[11:0] ra 000 rd 0010011"), /no part of an encoding: ra/);
});

test("no word is two instructions", () => {
  for (const [at, one] of ROWS.entries())
    for (const other of ROWS.slice(at + 1))
      assert.ok(!overlaps(one, other), `${one.name} and ${other.name}`);
  for (let word = 0; word < 1 << 16; word++) {
    const rows = SHORT_ROWS.filter((row) => operandsIn(word, row.pattern) !== undefined);
    assert.ok(rows.length <= 1, `0x${word.toString(16)}: ${rows.map(({ name }) => name)}`);
  }
});

test("what a word says, said again, is that word but for bits that are ignored", () => {
  const random = randomOfRun("words");
  for (const { name, pattern } of ROWS)
    for (let left = 100; left > 0; left--) {
      const ignored = /^fence/.test(name) ? ignoredBy(pattern) : 0;
      const word = ((random.below(2 ** 32) & ~pattern.mask) | pattern.match) >>> 0;
      const operands = operandsIn(word, pattern);
      if (operands === undefined) continue;
      const again = wordOf(operands, pattern);
      assert.equal((again ^ word) & ~ignored, 0, `${name} 0x${word.toString(16)}`);
      assert.deepEqual(operandsIn(again, pattern), operands);
    }
  for (let word = 0; word < 1 << 16; word++) {
    const short = decode(word)?.short;
    if (short !== undefined) assert.equal(wordOf(short.operands, short.row.pattern), word);
  }
});

test("every row says where the manual has it, and has a name of its own", () => {
  const names = [...ROWS, ...SHORT_ROWS].map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const { name, section } of [...ROWS, ...SHORT_ROWS])
    assert.match(section, /^(Unprivileged|Privileged) 20\d{6}, \d|^BitManip 1.0.0, Zb[abs]$/, name);
});

test("reserved and illegal encodings are none, and an error says which word is where", () => {
  for (const word of [0x0000, 0x0000_0000, 0xffff_ffff, 0x2000, 0x6101, 0x8002, 0x4002, 0x2001])
    assert.equal(decode(word), undefined, word.toString(16));
  // Floating point, an unknown size of atomics, a shift by 32 of a word, an unknown operation.
  for (const word of [0x00002007, 0x1000052f, 0x0200101b, 0xfe000033])
    assert.equal(decode(word), undefined, word.toString(16));
  const error = new NoInstruction(0xffff_ffff, 0x8000_0000);
  assert.match(error.message, /instruction 0xffffffff at 0x80000000$/);
});
