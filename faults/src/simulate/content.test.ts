import assert from "node:assert/strict";
import { test } from "node:test";
import { FOREIGN, fillSectors, versionsOf } from "./content.js";

const WORDS = 128;

test("a sector tells its version, and zeros are version 0", () => {
  const words = new Uint32Array(3 * WORDS);
  fillSectors(words.subarray(WORDS), 7, 41);
  assert.deepEqual([...versionsOf(words, 40)], [0, 7, 7]);
});

test("a sector that is torn, flipped or in another place is none", () => {
  const words = new Uint32Array(WORDS);
  for (let word = 0; word < WORDS; word++) {
    fillSectors(words, 7, 41);
    words[word]! ^= 0x100;
    assert.deepEqual([...versionsOf(words, 41)], [FOREIGN], `word ${word}`);
  }
  const other = new Uint32Array(WORDS);
  fillSectors(words, 7, 41);
  fillSectors(other, 8, 41);
  for (let cut = 1; cut < WORDS; cut++) {
    const torn = words.slice();
    torn.set(other.subarray(0, cut));
    assert.deepEqual([...versionsOf(torn, 41)], [FOREIGN], `cut at ${cut}`);
  }
  assert.deepEqual([...versionsOf(words, 42)], [FOREIGN]);
});

test("zeros with one bit are none", () => {
  const words = new Uint32Array(WORDS);
  words[100] = 1;
  assert.deepEqual([...versionsOf(words)], [FOREIGN]);
});
