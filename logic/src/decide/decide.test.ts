/** Decisions: right, backed, and of the same opinion as solvers that others wrote. */
import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { Random, randomOfRun } from "@ashlar/rapilog/random";
import { evaluate, type Value } from "../evaluate.js";
import "../rules/index.js";
import {
  add,
  and,
  equal,
  extract,
  ite,
  mul,
  not,
  or,
  select,
  store,
  ult,
  urem,
  variable,
  zeroExtend,
} from "../term/build.js";
import { constant, FALSE, TRUE } from "../term/constant.js";
import { all, uge, ule } from "../term/derived.js";
import { plainly } from "../term/rewriter.js";
import { smtlib } from "../term/smtlib.js";
import { arrayOf, BOOLEAN, bitVector } from "../term/sort.js";
import { mark, release, type Term, termCount } from "../term/table.js";
import { askSmt, isInstalled } from "../testing/native.js";
import { randomTerm } from "../testing/random-terms.js";
import { decide, decideWith } from "./decide.js";

const x = variable("x", bitVector(16));
const y = variable("y", bitVector(16));
const memory = variable("bytes", arrayOf(16));

function assertProved(hypotheses: Term[], goal: Term): void {
  assert.equal(decide(hypotheses, goal).verdict, "proved");
}

function modelAgainst(hypotheses: Term[], goal: Term): (variable: Term) => Value {
  const verdict = decide(hypotheses, goal);
  assert.ok(verdict.verdict === "refuted", verdict.verdict);
  return (name) => verdict.model.get(name)!;
}

test("what follows is proved, with and without hypotheses", () => {
  assertProved([ult(x, y)], not(equal(x, y)));
  assertProved([not(equal(y, constant(16, 0)))], ult(urem(x, y), y));
  assertProved([], TRUE);
  assertProved([FALSE], FALSE);
  assertProved([ult(x, y), ult(y, x)], FALSE);
});

test("what does not follow is refuted by values of the caller's variables", () => {
  const value = modelAgainst([ult(x, y)], ult(add(x, constant(16, 1)), y));
  assert.equal((value(x) as bigint) + 1n, value(y));
  assert.equal(decide([], FALSE).verdict, "refuted");
  const condition = variable("condition", BOOLEAN);
  assert.equal(modelAgainst([], condition)(condition), 0n);
});

test("arrays are functions: equal indices, equal elements", () => {
  const read = (index: Term) => select(memory, index);
  assertProved([equal(x, y)], equal(read(x), read(y)));
  const value = modelAgainst([not(equal(x, y))], equal(read(x), read(y)));
  assert.notEqual(value(x), value(y));
  const z = variable("z", bitVector(16));
  assertProved([equal(x, y), equal(y, z)], equal(select(store(memory, x, read(z)), y), read(x)));
});

test("a choice between memories is read on both sides", () => {
  const condition = variable("condition", BOOLEAN);
  const element = variable("element", bitVector(8));
  const either = ite(condition, store(memory, x, element), store(memory, y, element));
  assertProved([ule(x, y), uge(x, y)], equal(select(either, x), element));
  modelAgainst([], equal(select(either, x), element));
});

test("definitions among the hypotheses are seen through, and have values in a model", () => {
  const names = Array.from({ length: 100 }, (_, at) => variable(`n${at}`, bitVector(16)));
  const next = (name: Term) => add(name, constant(16, 1));
  const chain = names.slice(1).map((name, at) => equal(name, next(names[at]!)));
  const [from, to] = [names[0]!, names[99]!];
  assertProved([all(chain)], equal(to, add(from, constant(16, 99))));
  const value = modelAgainst(chain, ult(from, to));
  assert.equal(BigInt.asUintN(16, (value(from) as bigint) + 99n), value(to));
  assertProved([equal(x, next(y)), equal(y, next(x))], FALSE);
  const read = (index: Term) => select(memory, index);
  const loop = [equal(read(x), constant(8, 1)), equal(x, zeroExtend(read(y), 16)), equal(y, x)];
  assertProved(loop, equal(x, constant(16, 1)));
});

test("what stands among the hypotheses is seen without a search", () => {
  const small = ult(mul(x, y), constant(16, 7));
  const hidden = and(or(small, equal(x, y)), and(not(equal(x, y)), ult(y, x)));
  const verdict = decide([hidden], small);
  assert.equal(verdict.verdict, "proved");
  assert.equal(verdict.size.clauses, 1);
  assertProved([small, not(small)], FALSE);
  assertProved([not(small), small], FALSE);
  modelAgainst([or(small, equal(x, y))], small);
});

test("products are looked into only where something depends on them", () => {
  const [square, cube] = [mul(x, x), mul(x, mul(x, x))];
  const unrelated = decide([equal(square, cube), ult(y, cube)], ult(y, square));
  assert.equal(unrelated.verdict, "proved");
  assert.ok(unrelated.size.clauses < 500, `${unrelated.size.clauses} clauses`);
  assertProved([], equal(extract(square, 1, 1), constant(1, 0)));
  const value = modelAgainst([ult(constant(16, 9), square)], ult(constant(16, 9), cube));
  const root = value(x) as bigint;
  assert.ok(BigInt.asUintN(16, root * root) > 9n && BigInt.asUintN(16, root ** 3n) <= 9n);
});

test("a decision leaves no terms behind", () => {
  const goal = equal(select(store(memory, x, constant(8, 1)), y), constant(8, 1));
  const before = termCount();
  decide([], goal);
  assert.equal(termCount(), before);
});

test("an engine's model that is none is noticed", () => {
  const lying = () => ({ verdict: "sat" as const, model: new Uint8Array(1000) });
  assert.throws(() => decideWith(lying, [], equal(x, constant(16, 0))), /defect/);
});

test("an engine that gives up proves nothing", () => {
  const tired = () => ({ verdict: "unknown" as const, reason: "seconds" });
  const verdict = decideWith(tired, [], and(ult(x, y), ult(y, x)));
  assert.deepEqual(
    [verdict.verdict, "reason" in verdict && verdict.reason],
    ["unknown", "seconds"],
  );
});

test("only truth values are decided", () => {
  assert.throws(() => decide([x], TRUE), TypeError);
});

/** Random statements, decided with rules, and as they are written by another solver. */
function compareOpinions(t: TestContext, program: "z3" | "cvc5", rounds: number): void {
  if (!isInstalled(program)) {
    t.skip(`${program} is not installed`);
    return;
  }
  const random = randomOfRun(program);
  for (let round = 0; round < rounds; round++) {
    const start = mark();
    const seed = random.below(2 ** 32);
    const claim = () => {
      const again = new Random(seed);
      return equal(randomTerm(again, 8, 3), randomTerm(again, 8, 2));
    };
    const hypothesis = () => {
      const again = new Random(seed ^ 1);
      return equal(variable("y8", bitVector(8)), randomTerm(again, 8, 2));
    };
    const ours = decide([hypothesis()], claim());
    const theirs = askSmt(program, smtlib(plainly(() => [hypothesis(), not(claim())])), 2);
    const expected = { sat: "refuted", unsat: "proved", unknown: ours.verdict }[theirs];
    assert.equal(ours.verdict, expected, `statement's seed ${seed}`);
    if (ours.verdict === "refuted")
      assert.equal(evaluate(plainly(claim), ours.model), 0n, `statement's seed ${seed}`);
    release(start);
  }
}

test("z3 is of the same opinion", (t) => compareOpinions(t, "z3", 15));
test("cvc5 is of the same opinion", (t) => compareOpinions(t, "cvc5", 10));

test("what becomes more clauses than wanted is unknown", () => {
  const [x, y] = ["x", "y"].map((name) => variable(`too large ${name}`, bitVector(16)));
  const goal = equal(mul(x!, x!), mul(y!, y!));
  const verdict = (clauses_max: number) =>
    decide([equal(x!, add(y!, constant(16, 1)))], goal, { clauses_max });
  assert.deepEqual(
    { ...verdict(10), size: undefined },
    { verdict: "unknown", reason: "clauses", size: undefined },
  );
  assert.equal(verdict(1_000_000).verdict, "refuted");
});
