/** Terms: one number for equal terms, literals that are computed, values that never change. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Random, randomOfRun } from "@ashlar/rapilog/random";
import { evaluate } from "../evaluate.js";
import "../rules/index.js";
import {
  BINARY_OPERATORS,
  COMPARISONS,
  randomBits,
  randomTerm,
  randomValue,
} from "../testing/random-terms.js";
import {
  add,
  concat,
  equal,
  extract,
  not,
  select,
  signExtend,
  store,
  variable,
  xor,
  zeroExtend,
} from "./build.js";
import { bigintOf, constant, numberOf } from "./constant.js";
import { clz, ctz, popcount } from "./derived.js";
import { plainly } from "./rewriter.js";
import { arrayOf, bitVector } from "./sort.js";
import { isLiteral, mark, release, sortOf, type Term, termCount } from "./table.js";
import { variablesOf } from "./walk.js";

const x = variable("x", bitVector(32));

test("equal terms are the same number", () => {
  assert.equal(add(x, constant(32, 7)), add(x, constant(32, 7n)));
  assert.equal(constant(8, -1), constant(8, 255));
  assert.equal(constant(100, -1), constant(100, (1n << 100n) - 1n));
  assert.notEqual(constant(8, 1), constant(9, 1));
});

test("a variable has one sort", () => {
  assert.throws(() => variable("x", bitVector(33)), /another sort/);
  assert.equal(variable("x", bitVector(32)), x);
});

test("sorts that do not fit are refused", () => {
  assert.throws(() => add(x, constant(33, 1)), /one width: 32 bits, 33 bits/);
  assert.throws(() => extract(x, 32, 0), TypeError);
  assert.throws(() => signExtend(x, 31), TypeError);
  assert.throws(() => equal(variable("m", arrayOf(32)), variable("m", arrayOf(32))), TypeError);
});

test("released terms leave the table as it was", () => {
  const start = mark();
  const names = ["released", "x"];
  const build = () =>
    names.map((name) => add(variable(name, bitVector(32)), constant(32, 123456789)));
  const wide = () => constant(99, 1n << 98n);
  const before = [...build(), wide()];
  release(start);
  assert.equal(termCount(), start.terms);
  assert.deepEqual([...build(), wide()], before);
  release(start);
  variable("released", bitVector(5));
  release(start);
});

const DEPTH = 30_000;

test("operators nest thirty thousand deep", () => {
  let sum = x;
  for (let count = 0; count < DEPTH; count++) sum = not(add(sum, xor(sum, x)));
  assert.deepEqual(variablesOf([sum]), [x]);
  assert.equal(typeof evaluate(sum, new Map()), "bigint");
});

test("writes nest thirty thousand deep, and are read through", () => {
  const memory = variable("deep", arrayOf(32));
  let array = memory;
  const place = (count: number) => add(x, constant(32, count));
  for (let count = 0; count < DEPTH; count++)
    array = store(array, place(count), constant(8, count));
  assert.equal(select(array, place(3)), constant(8, 3));
  assert.equal(select(array, place(DEPTH)), select(memory, place(DEPTH)));
});

const WIDTHS = [1, 2, 3, 7, 8, 31, 32, 33, 63, 64, 65, 100, 128];

/** Literals in, a literal out, with the value that evaluation says. */
function assertComputed(build: (...literals: Term[]) => Term, literals: Term[]): void {
  const computed = build(...literals);
  assert.ok(isLiteral(computed));
  const written = plainly(() => build(...literals));
  assert.equal(bigintOf(computed), evaluate(written, new Map()), literals.map(bigintOf).join());
}

function assertComputedForAll(left: Term, right: Term): void {
  for (const build of [...Object.values(BINARY_OPERATORS), ...Object.values(COMPARISONS)])
    assertComputed(build, [left, right]);
  for (const build of [not, clz, ctz, popcount]) assertComputed(build, [left]);
  assertComputed(concat, [left, right]);
  assertComputed((term) => zeroExtend(term, sortOf(term) + 13), [left]);
  assertComputed((term) => signExtend(term, sortOf(term) + 13), [left]);
}

test("operators on literals compute, exhaustively up to three bits", () => {
  for (const width of [1, 2, 3])
    for (let left = 0; left < 1 << width; left++)
      for (let right = 0; right < 1 << width; right++)
        assertComputedForAll(constant(width, left), constant(width, right));
});

test("operators on literals compute at every width", () => {
  const random = randomOfRun("literals");
  for (let round = 0; round < 300; round++) {
    const width = random.pick(WIDTHS);
    const literal = () =>
      random.chance(0.3)
        ? constant(width, random.pick([0, 1, -1, width, 1n << BigInt(width - 1)]))
        : constant(width, randomBits(random, width));
    const [left, right] = [literal(), literal()];
    assertComputedForAll(left, right);
    const low = random.below(width);
    const high = low + random.below(width - low);
    assertComputed((term) => extract(term, high, low), [left]);
  }
});

test("numbers are what JavaScript says they are", () => {
  assert.equal(numberOf(add(constant(32, 0xffff_ffff), constant(32, 2))), 1);
  assert.equal(numberOf(constant(32, -2)), 0xffff_fffe);
  assert.equal(numberOf(constant(53, 2 ** 53 - 1)), 2 ** 53 - 1);
  assert.throws(() => numberOf(constant(64, -1)), /more than 53 bits/);
  for (const width of WIDTHS)
    for (const [left, right] of [
      [-7n, 2n],
      [7n, -2n],
      [-7n, -2n],
    ] as const) {
      if (width < 4) continue;
      const computed = (build: (a: Term, b: Term) => Term) =>
        BigInt.asIntN(width, bigintOf(build(constant(width, left), constant(width, right))));
      assert.equal(computed(BINARY_OPERATORS.sdiv), left / right);
      assert.equal(computed(BINARY_OPERATORS.srem), left % right);
      assert.equal(computed(BINARY_OPERATORS.sub), left - right);
    }
  assert.equal(numberOf(clz(constant(64, 1))), 63);
  assert.equal(numberOf(ctz(constant(64, 8))), 3);
  assert.equal(numberOf(popcount(constant(64, 0xff))), 8);
});

test("a random term means the same however it was built", () => {
  const random = randomOfRun("random terms");
  for (let round = 0; round < 1000; round++) {
    const start = mark();
    const seed = random.below(2 ** 32);
    const width = random.pick([1, 5, 8, 12, 32, 33, 64]);
    const build = () => randomTerm(new Random(seed), width, 4);
    const [simple, written] = [build(), plainly(build)];
    for (let trial = 0; trial < 4; trial++) {
      const values = new Map(
        variablesOf([simple, written]).map((term) => [term, randomValue(random, term)] as const),
      );
      assert.equal(evaluate(simple, values), evaluate(written, values), `term's seed ${seed}`);
    }
    release(start);
  }
});
