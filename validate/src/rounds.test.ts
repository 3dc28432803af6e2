/** Loops of a few rounds are gone round on both sides, however the compiler left them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "./testing/small.js";

/** p1 := rounds; do p0 += 5 while (p1 -= 1); p0 */
const bodyOf = (rounds: number) => [
  ...[0x41, rounds, 0x21, 1, 0x03, 0x40, 0x20, 0, 0x41, 5, 0x6a, 0x21, 0],
  ...[0x20, 1, 0x41, 1, 0x6b, 0x22, 1, 0x0d, 0, 0x0b, 0x20, 0],
];
const RETURN = 0x00008067;
/** addiw a0,a0,sum; ret */
const straight = (sum: number) => [(sum << 20) | 0x0005051b, RETURN];
/** li a1,rounds; 1: addiw a0,a0,5; addiw a1,a1,-1; bnez a1,1b; ret */
const looping = (rounds: number) => [
  ...[(rounds << 20) | 0x00000593, 0x0055051b, 0xfff5859b, 0xfe059ce3, RETURN],
];

for (const [what, rounds, words, verdict] of [
  ["unrolled", 3, straight(15), "proved"],
  ["as it was", 3, looping(3), "proved"],
  ["of as many rounds as there may be", 16, straight(80), "proved"],
  ["a round too few", 3, straight(10), "refuted"],
  ["a round too many", 3, looping(4), "refuted"],
  ["of which there are none", 3, straight(0), "refuted"],
  ["of more rounds than are gone", 40, straight(200), "unknown"],
] as const)
  test(`a loop ${what} is ${verdict}`, () => {
    const report = judged(bodyOf(rounds), words);
    assert.equal(report.verdict, verdict, report.reason ?? "");
  });
