/** What terms say as a number: the same of the same, whatever else there is; another of anything else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { randomOfRun } from "@ashlar/rapilog/random";
import "../rules/index.js";
import { randomTerm } from "../testing/random-terms.js";
import { add, and, concat, equal, extract, ite, mul, select, store, variable } from "./build.js";
import { constant } from "./constant.js";
import { digestOf } from "./digest.js";
import { arrayOf, bitVector } from "./sort.js";
import { mark, release, type Term } from "./table.js";

const named = (name: string, bits = 64) => variable(name, bitVector(bits));

/** Terms of each sort of field, made anew. */
function samples(): Term[] {
  const [x, y] = [named("x"), named("y")];
  const table = variable("table", arrayOf(64, 8));
  const wide = constant(100, 2n ** 90n + 5n);
  return [
    add(mul(x, y), constant(64, 7)),
    equal(concat(extract(x, 40, 9), extract(y, 31, 0)), constant(64, 2n ** 63n)),
    ite(equal(x, y), select(store(table, x, constant(8, 1)), y), constant(8, 3)),
    and(equal(variable("z", bitVector(100)), wide), equal(x, constant(64, 0))),
  ];
}

test("the same terms have the same digest, whatever other terms there are", () => {
  const random = randomOfRun("digests of terms");
  const digestAfter = (others: number) => {
    const start = mark();
    for (let count = 0; count < others; count++) randomTerm(random, bitVector(32), 3);
    const digest = digestOf([samples()]);
    release(start);
    return digest;
  };
  const digest = digestAfter(0);
  for (const others of [1, 10, 100]) assert.equal(digestAfter(others), digest);
});

test("other terms, and other lists of the same ones, have another", () => {
  const [x, y] = [named("x"), named("y")];
  const [one, two, three] = samples() as [Term, Term, Term];
  const wide = (value: bigint) => equal(variable("z", bitVector(100)), constant(100, value));
  const all = [
    [[]],
    [[], []],
    ...[[[one]], [[two]], [[one], [two]], [[one, two]], [[two, one]], [[one, two], []]],
    ...[[[x]], [[y]], [[named("x, y")]], [[named("narrow", 32)]]],
    ...[[[extract(x, 31, 0)]], [[extract(x, 32, 1)]], [[extract(x, 32, 0)]]],
    ...[[[constant(64, 1)]], [[constant(64, 2n ** 32n)]], [[constant(32, 1)]]],
    ...[[[wide(2n ** 90n)]], [[wide(2n ** 91n)]], [[three]]],
  ];
  const digests = all.map((lists) => digestOf(lists));
  assert.equal(new Set(digests).size, all.length);
});
