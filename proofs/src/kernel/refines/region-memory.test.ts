/** Words are where they were put, and nowhere else; what is outside its region is said to be. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as layout from "@ashlar/kernel/layout";
import {
  add,
  and,
  bitVector,
  constant,
  decide,
  equal,
  mul,
  not,
  sub,
  type Term,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import { RegionMemory } from "./region-memory.js";

const number = (value: number) => constant(64, value);
const LIMITS = { pages: number(100), ownEnd: number(3), ramPages: number(90) };
const [page, other, slot] = ["p", "q", "s"].map((name) => variable(`page ${name}`, bitVector(32)));
const arbitrary = () => RegionMemory.arbitrary(() => LIMITS);
const at = (of: Term, offset: number) =>
  add(mul(constant(32, layout.PAGE_BYTES), of), constant(32, offset));
const isProved = (hypotheses: Term[], goal: Term) => decide(hypotheses, goal).verdict === "proved";
/** Numbers that pages have: others name the same bytes of a smaller memory. */
const areNumbers = [page!, other!].map((one) => ult(one, constant(32, layout.PAGES_MAX)));

test("what was stored is loaded, of that page and that place only", () => {
  const memory = arbitrary();
  const before = memory.load(at(other!, 8), 4);
  memory.store(at(page!, 8), constant(32, 7));
  assert.ok(isProved([], equal(memory.load(at(page!, 8), 4), constant(32, 7))));
  const isSame = equal(page!, other!);
  assert.ok(isProved([...areNumbers, not(isSame)], equal(memory.load(at(other!, 8), 4), before)));
  assert.equal(memory.load(at(other!, 16), 4), arbitrary().load(at(other!, 16), 4));
});

test("a slot is a place in its page, and where there is no such slot the access is outside", () => {
  const memory = arbitrary();
  const address = add(at(page!, 0), mul(constant(32, 16), slot!));
  memory.store(address, constant(64, 5));
  const third = equal(slot!, constant(32, 3));
  assert.ok(isProved([third], equal(memory.load(at(page!, 48), 8), number(5))));
  const isObject = and(ult(number(5), zeroExtend(page!, 64)), ult(page!, constant(32, 9)));
  const isOutside = memory.isOutside(address, 0, 8, true);
  assert.ok(isProved([isObject, ult(slot!, constant(32, 256))], not(isOutside)));
  assert.ok(isProved([isObject, equal(slot!, constant(32, 256))], isOutside));
});

test("slots that count from 1 are places in the same page", () => {
  const memory = arbitrary();
  const address = add(at(page!, 0), mul(constant(32, 16), sub(slot!, constant(32, 1))));
  memory.store(address, constant(64, 5));
  const fourth = equal(slot!, constant(32, 4));
  assert.ok(isProved([fourth], equal(memory.load(at(page!, 48), 8), number(5))));
  const isObject = and(ult(number(5), zeroExtend(page!, 64)), ult(page!, constant(32, 9)));
  const isSlot = and(not(equal(slot!, constant(32, 0))), ult(slot!, constant(32, 257)));
  const isOutside = memory.isOutside(address, 0, 8, true);
  assert.ok(isProved([isObject, isSlot], not(isOutside)));
  assert.ok(isProved([isObject, equal(slot!, constant(32, 0))], isOutside));
});

test("objects lie between the kernel's own pages and the end of memory", () => {
  const isOutside = arbitrary().isOutside(at(page!, 0), 0, 8, true);
  for (const [number, expected] of [
    [2, true],
    [3, false],
    [89, false],
    [90, true],
  ] as const) {
    const is = equal(page!, constant(32, number));
    assert.ok(isProved([is], expected ? isOutside : not(isOutside)), `page ${number}`);
  }
});

test("page 0 may be looked at, as if it were an object, and nothing is stored there", () => {
  const is = equal(page!, constant(32, 0));
  const [load, store] = [false, true].map((isStore) =>
    arbitrary().isOutside(at(page!, 0), 0, 8, isStore),
  );
  assert.ok(isProved([is], not(load!)));
  assert.ok(isProved([is], store!));
});

test("what is known of a page is apart from the objects", () => {
  const memory = arbitrary();
  const info = add(constant(32, layout.PAGE_INFO), mul(constant(32, 32), page!));
  const before = memory.load(at(other!, 8), 8);
  memory.store(add(info, constant(32, layout.INFO_GENERATION)), number(9));
  assert.ok(isProved([], equal(memory.load(info, 8), arbitrary().load(info, 8))));
  assert.equal(memory.load(at(other!, 8), 8), before);
  assert.ok(isProved([equal(page!, constant(32, 100))], memory.isOutside(info, 0, 8, true)));
});
