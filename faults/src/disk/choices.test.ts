import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "@ashlar/rapilog/random";
import { choices } from "./choices.js";
import type { Effect } from "./effect.js";

const SECTOR = 512;

function effects(...sectors: number[]): Effect[] {
  const times = { begins_ns: 0, completes_ns: 0, durable_ns: Number.POSITIVE_INFINITY };
  return sectors.map((count, number) => {
    const length = count * SECTOR;
    return { number, kind: "write", offset: 0, length, data: new Uint8Array(length), ...times };
  });
}

function tried(pending: Effect[], samples = 0): string[] {
  const options = { sector_bytes: SECTOR, random: new Random(7), samples };
  return [...choices(pending, options)].map((choice) => JSON.stringify(choice));
}

test("with nothing pending there is one choice, the empty one", () => {
  assert.deepEqual(tried([]), ["[]"]);
});

test("few effects: every subset of every sector, each once", () => {
  const all = tried(effects(1, 2, 3));
  assert.equal(all.length, 2 * 4 * 8);
  assert.equal(new Set(all).size, all.length);
});

test("many effects: none, all, prefixes, one missing, only one, torn ends, then a sample", () => {
  const pending = effects(1, 8, 1, 1, 1, 1, 1, 1, 1, 1);
  const all = tried(pending, 50);
  const like = (pattern: string) =>
    JSON.stringify([...pattern].map((letter) => (letter === "x" ? "all" : "none")));
  for (const pattern of ["..........", "xxxxxxxxxx", "xxxx......", "xxxx.xxxxx", "....x....."])
    assert.ok(all.includes(like(pattern)), pattern);
  const torn = ["all", [{ from: 0, to: 4 }], ...Array<string>(8).fill("none")];
  assert.ok(all.includes(JSON.stringify(torn)));
  assert.equal(new Set(all).size, all.length);
  assert.ok(all.length > 60);
});

test("the same seed gives the same choices", () => {
  const pending = effects(3, 8, 20, 1, 1, 1, 1, 40, 1, 1);
  assert.deepEqual(tried(pending, 30), tried(pending, 30));
});
