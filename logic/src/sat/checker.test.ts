/**
 * What the checker must reject: certificates of small problems, damaged in every way and place. A
 * damaged certificate may still be a proof (two hints that do not depend on each other change
 * places), so two judges say what is right: a plain second checker for each certificate, and the
 * truth table: a problem that has a solution has no certificate at all.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Random, randomOfRun } from "@ashlar/rapilog/random";
import { check } from "./checker.js";
import { type Cnf, clauseCount, cnfOf } from "./cnf.js";
import { multiplierCommutes, parity, pigeonhole } from "./problems/index.js";
import { solve } from "./solver.js";
import { isSatisfiable, randomProblem } from "./testing/brute-force.js";
import { plainCheck } from "./testing/plain-checker.js";
import { trim } from "./trim.js";

interface Case {
  name: string;
  cnf: Cnf;
  /** Every step of it is needed. */
  certificate: Int32Array;
}

function certified(name: string, cnf: Cnf): Case {
  const result = solve(cnf);
  assert.equal(result.verdict, "unsat");
  return { name, cnf, certificate: trim(cnf, result.certificate) };
}

const cases = [
  certified("pigeonhole", pigeonhole(4)),
  certified("parity", parity(5, 1)),
  certified("multiplier", multiplierCommutes(3)),
  certified("units", cnfOf(3, [[1], [-1, 2], [-2, 3], [-3, -1]])),
];

/** The certificate with words `from` to `to` replaced. */
function replaced(certificate: Int32Array, from: number, to: number, ...words: number[]) {
  return Int32Array.from([...certificate.subarray(0, from), ...words, ...certificate.subarray(to)]);
}

/** Where the steps start, and their hints; and where the last step ends. */
function places(certificate: Int32Array): { steps: number[]; hints: number[] } {
  const zeros = [...certificate.keys()].filter((at) => certificate[at] === 0);
  const starts = [0, ...zeros.map((at) => at + 1)];
  return {
    steps: starts.filter((_, index) => index % 2 === 0),
    hints: starts.filter((_, index) => index % 2 === 1),
  };
}

/** All places of literals, and all of hints. */
function wordPlaces(certificate: Int32Array): { literals: number[]; hints: number[] } {
  const literals: number[] = [];
  const hints: number[] = [];
  let part = 0;
  certificate.forEach((word, at) => {
    if (word === 0) part++;
    else (part % 2 === 0 ? literals : hints).push(at);
  });
  return { literals, hints };
}

function reject(cnf: Cnf, certificate: Int32Array, damage: string): void {
  assert.equal(plainCheck(cnf, certificate), false, `${damage}: it is a proof still`);
  assert.equal(check(cnf, certificate).accepted, false, `${damage}: accepted`);
}

function judgeAlike(cnf: Cnf, certificate: Int32Array, damage: string): boolean {
  const { accepted } = check(cnf, certificate);
  assert.equal(accepted, plainCheck(cnf, certificate), damage);
  return accepted;
}

for (const { name, cnf, certificate } of cases) {
  const { literals, hints } = wordPlaces(certificate);
  const { steps, hints: hintStarts } = places(certificate);
  const clauses = clauseCount(cnf);
  const last = steps.length - 2;

  describe(`a certificate of ${name}`, () => {
    test("is accepted as it is", () => {
      assert.deepEqual(check(cnf, certificate), { accepted: true });
      assert.equal(plainCheck(cnf, certificate), true);
    });

    test("is rejected wherever it is cut off", () => {
      for (let length = 0; length < certificate.length; length++)
        reject(cnf, certificate.subarray(0, length), `cut to ${length}`);
    });

    test("is rejected with anything behind its end", () => {
      for (const word of [0, 1, -1, clauses])
        reject(cnf, replaced(certificate, certificate.length, certificate.length, word), "more");
      reject(cnf, Int32Array.from([...certificate, ...certificate]), "twice");
    });

    test("is rejected without any one of its hints", () => {
      for (const at of hints) reject(cnf, replaced(certificate, at, at + 1), `no hint ${at}`);
    });

    test("is rejected with a hint given twice", () => {
      for (const at of hints)
        reject(cnf, replaced(certificate, at, at, certificate[at]!), `hint ${at} twice`);
    });

    test("is rejected with hints that name no earlier clause", () => {
      steps.slice(0, -1).forEach((start, step) => {
        for (let at = hintStarts[step]!; certificate[at] !== 0; at++) {
          const own = clauses + step + 1;
          for (const word of [own, own + 1, -1, -certificate[at]!, 2 ** 31 - 1, -(2 ** 31)])
            reject(cnf, replaced(certificate, at, at + 1, word), `hint ${at} of ${start}: ${word}`);
        }
      });
    });

    test("is rejected with literals out of range", () => {
      for (const at of literals)
        for (const word of [cnf.variables + 1, -cnf.variables - 1, 2 ** 31 - 1, -(2 ** 31)])
          reject(cnf, replaced(certificate, at, at + 1, word), `literal ${at}: ${word}`);
    });

    test("is rejected without any one of its steps", () => {
      for (let step = 0; step <= last; step++)
        judgeAlike(cnf, replaced(certificate, steps[step]!, steps[step + 1]!), `step ${step}`);
      reject(cnf, replaced(certificate, steps[last]!, certificate.length), "no last step");
    });

    test("is rejected where a step does without hints", () => {
      hintStarts.forEach((start, step) => {
        const end = steps[step + 1]! - 1;
        if (start < end) reject(cnf, replaced(certificate, start, end), `step ${step} unproved`);
      });
    });

    test("is judged rightly with a literal flipped, left out, or changed", () => {
      for (const at of literals) {
        const literal = certificate[at]!;
        for (const words of [[-literal], [], [1], [-1], [literal, literal], [literal, -literal]])
          judgeAlike(cnf, replaced(certificate, at, at + 1, ...words), `${at}: ${words}`);
      }
    });

    test("is judged rightly with two neighbours changed, and mostly rejected", () => {
      let accepted = 0;
      for (const at of hints)
        if (certificate[at + 1] !== 0) {
          const swapped = replaced(certificate, at, at + 2, certificate[at + 1]!, certificate[at]!);
          accepted += Number(judgeAlike(cnf, swapped, `swap at ${at}`));
        }
      assert.ok(accepted < hints.length);
    });

    test("is rejected for the problem with a clause that it uses made true", () => {
      const used = new Set(hints.map((at) => certificate[at]!).filter((hint) => hint <= clauses));
      for (const number of used) {
        const weaker = weakened(cnf, number);
        reject(weaker, certificate, `clause ${number} made true`);
      }
    });
  });
}

/** The problem with one more variable, which makes clause `number` true. */
function weakened(cnf: Cnf, number: number): Cnf {
  const variables = cnf.variables + 1;
  const words = [...cnf.clauses];
  let end = -1;
  for (let clause = 0; clause < number; clause++) end = words.indexOf(0, end + 1);
  words.splice(end, 0, variables);
  return { variables, clauses: Int32Array.from(words) };
}

describe("a malformed problem has no certificate, though its first two clauses have one:", () => {
  const certificate = Int32Array.from([0, 1, 2, 0]);
  for (const [what, ...rest] of [
    ["a literal beyond the variables", 2, 0],
    ["a literal below them", -2, 0],
    ["the smallest number", -(2 ** 31), 0],
    ["a last clause without an end", 1],
  ] as const)
    test(what, () => {
      const clauses = Int32Array.from([1, 0, -1, 0, ...rest]);
      assert.equal(check({ variables: 1, clauses }, certificate).accepted, false);
    });

  test("a number of variables that is none", () => {
    for (const variables of [-1, 0.5, Number.NaN, 2 ** 31])
      assert.throws(
        () => check({ variables, clauses: new Int32Array(0) }, certificate),
        RangeError,
      );
  });
});

describe("a step that nothing depends on has to be right too:", () => {
  const cnf = cnfOf(1, [[1], [-1]]);
  const end = [0, 1, 2, 0];
  test("without it, the rest is a certificate", () =>
    assert.equal(check(cnf, Int32Array.from(end)).accepted, true));
  test("with a right one before it, it still is", () =>
    assert.equal(check(cnf, Int32Array.from([-1, 0, 2, 0, ...end])).accepted, true));
  for (const [what, ...step] of [
    ["its literal is beyond the variables", 2, 0, 1, 2, 0],
    ["its literal is below them", -2, 0, 1, 2, 0],
    ["its literal is the largest number", 2 ** 31 - 1, 0, 1, 2, 0],
    ["its literal is the smallest number", -(2 ** 31), 0, 1, 2, 0],
    ["it has a literal and its negation", 1, -1, 0, 1, 0],
    ["it has no hints", 1, 0, 0],
    ["its hint names no clause", 1, 0, 7, 0],
    ["its hint comes after the contradiction", 1, 0, 1, 2, 0],
  ] as const)
    test(what, () => reject(cnf, Int32Array.from([...step, ...end]), what));
});

test("an empty clause in the problem is certificate enough, in one step", () => {
  const cnf = cnfOf(0, [[]]);
  assert.equal(check(cnf, Int32Array.from([0, 1, 0])).accepted, true);
  assert.equal(check(cnf, new Int32Array(0)).accepted, false);
  assert.equal(check(cnfOf(0, []), Int32Array.from([0, 1, 0])).accepted, false);
});

test("a rejection says which step, and why", () => {
  const { cnf, certificate } = cases[0]!;
  const judgement = check(
    cnf,
    replaced(certificate, certificate.length - 2, certificate.length - 1),
  );
  assert.ok(!judgement.accepted);
  assert.equal(judgement.step, places(certificate).steps.length - 1);
  assert.match(judgement.reason, /do not contradict/);
});

/** One word changed, inserted or left out, a few times. */
function scrambled(random: Random, certificate: Int32Array, words: readonly number[]): Int32Array {
  let result = certificate;
  for (let change = 0; change <= random.below(3); change++) {
    const at = random.below(result.length + 1);
    const word = random.chance(0.3) ? 0 : random.pick(words);
    const kind = random.below(3);
    result = replaced(result, at, kind === 0 ? at : at + 1, ...(kind === 2 ? [] : [word]));
  }
  return result;
}

test("no certificate is accepted for a problem with a solution, however it is scrambled", () => {
  const random = randomOfRun("scrambled certificates");
  let tried = 0;
  let accepted = 0;
  while (tried < 4000) {
    const cnf = randomProblem(random, 5, 26, 3);
    const result = solve(cnf);
    if (result.verdict !== "unsat") continue;
    const certificate = trim(cnf, result.certificate);
    const words = [...certificate, ...cnf.clauses].filter((word) => word !== 0);
    for (let attempt = 0; attempt < 20; attempt++, tried++) {
      const near = { ...cnf, clauses: scrambled(random, cnf.clauses, [...cnf.clauses]) };
      const problem = random.chance(0.5) ? near : cnf;
      const damaged = random.chance(0.7) ? scrambled(random, certificate, words) : certificate;
      if (!judgeAlike(problem, damaged, `${damaged}`)) continue;
      accepted++;
      assert.equal(isSatisfiable(problem), false, `accepted for ${problem.clauses}: ${damaged}`);
    }
  }
  assert.ok(accepted > 0, "some damage leaves a proof");
});
