import assert from "node:assert/strict";
import { test } from "node:test";
import { mark, release } from "@ashlar/logic";
import { type Random, randomOfRun } from "@ashlar/rapilog/random";
import { isShort } from "../decode.js";
import { anyLong } from "../testing/edges.js";
import {
  anyData,
  compareAt,
  DATA,
  DATA_BYTES,
  explored,
  happens,
  type Trial,
} from "../testing/symbolic.js";
import { type Operands, operandsIn, wordOf } from "./pattern.js";
import type { Row, ShortRow } from "./row.js";
import { ROWS, SHORT_ROWS } from "./table.js";

const WORDS = 2;
const TRIALS = 3;
/** Whoever returns from a trap goes where and into what mode control registers say. */
const RETURNS = ["mret", "sret"];

type AnyRow = Row | ShortRow;

function codeOf(word: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  if (isShort(word)) view.setUint16(0, word, true);
  else view.setUint32(0, word, true);
  return new Uint8Array(view.buffer);
}

function anyOperands(random: Random, { pattern }: AnyRow): Operands {
  for (;;) {
    const word = ((random.below(2 ** 32) & ~pattern.mask) | pattern.match) >>> 0;
    const operands = operandsIn(pattern.bits === 16 ? word & 0xffff : word, pattern);
    // Accesses are by one register, near the middle of what there is.
    if (operands !== undefined) return { ...operands, csr: 0x340 };
  }
}

/** Registers, all of which are near the middle of memory where the instruction needs an address. */
function trialFor(random: Random, row: AnyRow, { imm }: Operands): Trial {
  const isAccess = /\((rs1|x2)\)/.test(row.syntax) && !/^j|^c\.j/.test(row.name);
  const place = () =>
    BigInt.asUintN(64, BigInt(DATA + random.below(DATA_BYTES - 64)) - BigInt(imm)) &
    (random.chance(0.5) ? ~7n : ~0n);
  const registers = Array.from({ length: 32 }, (_, at) => {
    if (at === 0) return 0n;
    return isAccess ? place() : anyLong(random);
  });
  return { registers, data: anyData(random) };
}

test("what an instruction says of all registers and memory is what it does to each", () => {
  const random = randomOfRun("instructions on variables");
  let compared = 0;
  for (const row of [...ROWS, ...SHORT_ROWS].filter(({ name }) => !RETURNS.includes(name)))
    for (let left = WORDS; left > 0; left--) {
      const before = mark();
      const operands = anyOperands(random, row);
      const code = codeOf(wordOf(operands, row.pattern));
      const run = explored(code, { stopsAt: () => true });
      for (let trials = TRIALS; trials > 0; trials--) {
        const trial = trialFor(random, row, operands);
        const what = `ASHLAR_SEED=${random.seed}: ${row.name} ${JSON.stringify(operands)}`;
        compareAt(run, trial, happens(code, trial, 1), what);
        compared += 1;
      }
      release(before);
    }
  assert.ok(compared > 900, `${compared}`);
});
