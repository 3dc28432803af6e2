/** The table of rules: each applies to its own examples, which say the same before and after. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Random, randomOfRun } from "@ashlar/rapilog/random";
import { evaluate } from "../evaluate.js";
import { statements } from "../prove/rule-theorems.js";
import {
  add,
  and,
  concat,
  equal,
  extract,
  ite,
  mul,
  not,
  or,
  rotl,
  select,
  store,
  ult,
  variable,
  zeroExtend,
} from "../term/build.js";
import { constant, FALSE, TRUE } from "../term/constant.js";
import { bytesOf, fromBytes, neg, sub } from "../term/derived.js";
import { plainly } from "../term/rewriter.js";
import { arrayOf, BOOLEAN, bitVector } from "../term/sort.js";
import { mark, release, type Term, termCount } from "../term/table.js";
import { variablesOf } from "../term/walk.js";
import { randomValue } from "../testing/random-terms.js";
import { RULES, THOROUGH_RULES } from "./index.js";

const ALL = [...RULES, ...THOROUGH_RULES];

test("no two rules have one name", () => {
  assert.equal(new Set(ALL.map(({ name }) => name)).size, ALL.length);
});

function holdsFor(statement: Term, random: Random): boolean {
  const names = variablesOf([statement]);
  const values = new Map(names.map((name) => [name, randomValue(random, name)] as const));
  return evaluate(statement, values) === 1n;
}

test("what a rule makes of its examples means the same, for random values", () => {
  const random = randomOfRun("rules");
  for (const rule of ALL)
    for (const width of rule.widths) {
      const start = mark();
      for (const statement of plainly(() => statements(rule, width)))
        for (let trial = 0; trial < 3; trial++)
          assert.ok(holdsFor(statement, random), `${rule.name} at ${width} bits`);
      release(start);
    }
});

const x = variable("x", bitVector(64));
const y = variable("y", bitVector(64));
const offset = (base: Term, bytes: number) => add(base, constant(64, bytes));

test("equal sums are equal terms", () => {
  assert.equal(sub(add(x, y), y), x);
  assert.equal(add(offset(x, 3), offset(y, 5)), offset(add(y, x), 8));
  assert.equal(sub(mul(constant(64, 4), offset(x, 2)), x), offset(mul(constant(64, 3), x), 8));
  assert.equal(neg(not(x)), offset(x, 1));
  assert.equal(sub(x, x), constant(64, 0));
});

test("addresses with different offsets from one base differ", () => {
  assert.equal(equal(offset(x, 8), offset(x, 12)), FALSE);
  assert.equal(equal(offset(x, 8), add(constant(64, 8), x)), TRUE);
  const page = (number: Term, bytes: number) => offset(mul(constant(64, 4096), number), bytes);
  assert.equal(equal(page(x, 8), page(y, 16)), FALSE);
  assert.notEqual(equal(page(x, 8), page(y, 8)), FALSE);
});

test("a value that is stored byte by byte is read as itself, past writes elsewhere", () => {
  let memory = variable("bytes", arrayOf(64));
  const [value, other] = [variable("value", bitVector(32)), variable("other", bitVector(32))];
  const write = (address: Term, word: Term) =>
    bytesOf(word).forEach((byte, at) => {
      memory = store(memory, offset(address, at), byte);
    });
  const read = (address: Term) =>
    fromBytes([0, 1, 2, 3].map((at) => select(memory, offset(address, at))));
  write(x, value);
  for (let place = 1; place < 2000; place++) write(offset(x, place * 4), other);
  assert.equal(read(x), value);
  write(offset(x, 2), other);
  assert.equal(read(x), concat(extract(other, 15, 0), extract(value, 15, 0)));
});

test("choices that exclude each other have one order", () => {
  const [is, v, w] = [
    (value: number) => equal(constant(64, value), sub(x, y)),
    variable("v", bitVector(8)),
    variable("w", bitVector(8)),
  ];
  const z = constant(8, 0);
  assert.equal(ite(is(1), v, ite(is(2), w, z)), ite(is(2), w, ite(is(1), v, z)));
});

test("a step of the log's checksum loses nothing of its word and nothing of its state", () => {
  const [p1, p2] = [0x9e37_79b1_85eb_ca87n, 0xc2b2_ae3d_27d4_eb4fn];
  const step = (state: Term, word: Term) =>
    mul(rotl(add(state, mul(word, constant(64, p2))), constant(64, 31)), constant(64, p1));
  const z = variable("z", bitVector(64));
  assert.equal(equal(step(z, x), step(z, y)), equal(x, y));
  assert.equal(equal(step(x, z), step(y, z)), equal(x, y));
});

/** The conditions of paths: a chain in which each step is a conjunction or disjunction with one of
 * a few comparisons, or with an earlier link of the chain. */
function randomChain(random: Random, steps: number): Term {
  const low = variable("low", bitVector(8));
  const wide = zeroExtend(variable("nibble", bitVector(4)), 8);
  const links: Term[] = [ult(low, wide)];
  for (let step = 0; step < steps; step++) {
    const bound = ult(low, add(constant(8, random.below(6)), wide));
    const part = random.below(3) === 0 ? links[random.below(links.length)]! : bound;
    const gate = random.below(2) === 0 ? and : or;
    const pair = [random.below(2) === 0 ? part : not(part), links.at(-1)!] as const;
    links.push(random.below(2) === 0 ? gate(...pair) : gate(pair[1], pair[0]));
  }
  return links.at(-1)!;
}

test("long chains of conditions mean what they meant before the rules", () => {
  const random = randomOfRun("chains");
  for (let round = 0; round < 300; round++) {
    const seed = random.below(2 ** 30);
    const steps = 2 + random.below(60);
    const chain = () => randomChain(new Random(seed), steps);
    const start = mark();
    const both = equal(chain(), variable("written", BOOLEAN));
    const written = plainly(chain);
    for (let trial = 0; trial < 8; trial++) {
      const values = new Map(
        variablesOf([both, written]).map((name) => [name, randomValue(random, name)] as const),
      );
      values.set(variable("written", BOOLEAN), evaluate(written, values));
      assert.equal(evaluate(both, values), 1n, `seed ${seed}, ${steps} steps`);
    }
    release(start);
  }
});

test("an access further on says all that those before it said", () => {
  const [end, place] = [variable("end", bitVector(34)), variable("place", bitVector(32))];
  const fits = (bytes: number) => not(ult(end, add(constant(34, bytes), zeroExtend(place, 34))));
  const other = ult(x, y);
  assert.equal(and(and(fits(8), other), fits(16)), and(fits(16), other));
});

test("the larger of two is one term, however it is asked for", () => {
  const larger = ite(ult(x, y), y, x);
  assert.equal(ite(ult(y, x), x, y), larger);
  assert.equal(ite(not(ult(x, y)), x, y), larger);
  assert.equal(ite(ult(x, y), offset(y, 8), offset(x, 8)), offset(larger, 8));
});

test("what shares its parts is not taken apart once for each way to them", () => {
  let value = variable("start", bitVector(16));
  for (let level = 0; level < 40; level++) {
    const condition = equal(variable(`level ${level}`, bitVector(8)), constant(8, 0));
    const mixed = concat(extract(value, 7, 0), extract(value, 15, 8));
    value = ite(condition, constant(16, level), mixed);
  }
  const before = termCount();
  equal(value, constant(16, 0x1234));
  assert.ok(termCount() - before < 50_000, `${termCount() - before} terms`);
});
