import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import { decode, isShort } from "./decode.js";
import { disassemble } from "./disassemble.js";
import { assembled, COMPILER, DISASSEMBLER, listing, missing } from "./testing/tools.js";
import { randomWord } from "./testing/words.js";

const WORDS = 40_000;
/** What the binary tools know beside our instructions: their names in listings of other words. */
const OTHERS =
  /^(c\.unimp|uret|hret|dret|[su]?fence\.\w+|hfence\.\w+|hlv|hsv|sinval|hinval|sfence\.(vm|inval|w)|nop|pause|[.]\dbyte|sfence|c\.addi16sp x2,0$)/;
/** Bits that we ignore as the manual says, and they do not. */
const STRICT = /^fence/;

/** Control registers that we do not have are numbers here and names there. */
const NUMBERED = /,0x[0-9a-f]+,(x?\d+)$/;

function isSame(ours: string, theirs: string): boolean {
  if (ours === "refused") return OTHERS.test(theirs);
  if (STRICT.test(ours) && theirs.startsWith(".4byte")) return true;
  const rest = ours.startsWith("csr") ? NUMBERED.exec(ours) : null;
  if (rest === null) return ours === theirs;
  return theirs.startsWith(ours.slice(0, rest.index)) && theirs.endsWith(`,${rest[1]}`);
}

test("every instruction of random words is objdump's, and what we refuse is none there", (t) => {
  const skipped = missing(COMPILER, DISASSEMBLER);
  if (skipped !== undefined) return t.skip(skipped);
  const random = randomOfRun("words for objdump");
  const words = Array.from({ length: WORDS }, () => randomWord(random));
  const source = words.map((word) => `.insn ${isShort(word) ? 2 : 4}, ${word}`).join("\n");
  const lines = listing(assembled(`.globl _start\n_start:\n.option norelax\n${source}\n`));
  assert.equal(lines.length, words.length);
  let known = 0;
  const differences: string[] = [];
  for (const { word, address, text } of lines) {
    const instruction = decode(word);
    // A compressed shift by nothing, which is a hint, has a name of its own there.
    const theirs = text.replace(/^(c\.s\w\wi)64 (x\d+)$/, "$1 $2,0x0");
    const ours = instruction === undefined ? "refused" : disassemble(instruction, address);
    if (isSame(ours, theirs)) known += Number(instruction !== undefined);
    else differences.push(`0x${word.toString(16)}: ${ours}, objdump: ${text}`);
  }
  assert.deepEqual(differences, [], `ASHLAR_SEED=${random.seed}`);
  assert.ok(known > WORDS / 2, `${known} instructions`);
});
