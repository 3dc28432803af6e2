/** Circuits compute what the terms mean. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Random, randomOfRun } from "@ashlar/rapilog/random";
import { type Assignment, evaluate } from "../evaluate.js";
import { concat, mul, not, signExtend, variable } from "../term/build.js";
import { constant } from "../term/constant.js";
import { plainly } from "../term/rewriter.js";
import { bitVector } from "../term/sort.js";
import { mark, release, sortOf, type Term } from "../term/table.js";
import { variablesOf } from "../term/walk.js";
import {
  BINARY_OPERATORS,
  BUILDS_WITHOUT_ARRAYS,
  COMPARISONS,
  randomTerm,
  randomValue,
} from "../testing/random-terms.js";
import { Blaster } from "./blast.js";
import {
  type Circuit,
  Gate,
  gateOf,
  HIGH,
  isNegated,
  LOW,
  negated,
  type Signal,
} from "./circuit.js";

/** The value of every gate when the unknown bits have these values. */
function simulate(circuit: Circuit, unknowns: ReadonlyMap<number, boolean>): boolean[] {
  const values: boolean[] = [];
  for (let gate = 0; gate < circuit.gateCount; gate++) {
    const [x, y, z] = [0, 1, 2].map((which) => {
      const signal = circuit.input(gate, which);
      return values[gateOf(signal)]! !== isNegated(signal);
    }) as [boolean, boolean, boolean];
    switch (circuit.kind(gate)) {
      case Gate.False:
        values.push(false);
        break;
      case Gate.Input:
        values.push(unknowns.get(gate)!);
        break;
      case Gate.And:
        values.push(x && y);
        break;
      case Gate.Xor:
        values.push(x !== y);
        break;
      case Gate.Choice:
        values.push(x ? y : z);
        break;
      case Gate.Majority:
        values.push((x && y) || (x && z) || (y && z));
        break;
    }
  }
  return values;
}

/** The value of a term by its circuit. */
function byCircuit(blaster: Blaster, term: Term, assignment: Assignment): bigint {
  const word = blaster.word(term);
  const unknowns = new Map<number, boolean>();
  for (const [name, signals] of blaster.variables())
    signals.forEach((signal, bit) => {
      unknowns.set(gateOf(signal), (((assignment.get(name) as bigint) >> BigInt(bit)) & 1n) === 1n);
    });
  const values = simulate(blaster.circuit, unknowns);
  const bits = word.map((signal) => (values[gateOf(signal)] !== isNegated(signal) ? "1" : "0"));
  return BigInt(`0b${bits.reverse().join("")}`);
}

function assertSame(term: Term, random: Random, trials: number, hint = ""): void {
  const blaster = new Blaster();
  for (let trial = 0; trial < trials; trial++) {
    const values = new Map(
      variablesOf([term]).map((name) => [name, randomValue(random, name)] as const),
    );
    assert.equal(byCircuit(blaster, term, values), evaluate(term, values), hint);
  }
}

const WIDTHS = [1, 2, 3, 5, 8, 12, 16, 32];

test("every operator's circuit computes its meaning, at every width", () => {
  const random = randomOfRun("circuits of operators");
  for (const width of WIDTHS) {
    const [x, y] = ["p", "q"].map((name) => variable(`${name}${width}`, bitVector(width)));
    for (const [name, build] of Object.entries({ ...BINARY_OPERATORS, ...COMPARISONS }))
      assertSame(
        plainly(() => build(x!, y!)),
        random,
        40,
        `${name} of ${width} bits`,
      );
    for (const build of [not, (term: Term) => signExtend(term, width + 3)])
      assertSame(
        plainly(() => build(x!)),
        random,
        20,
      );
    assertSame(
      plainly(() => concat(x!, y!)),
      random,
      20,
    );
  }
});

test("multiplication by every constant of six bits", () => {
  const random = randomOfRun("circuits of multiples");
  const x = variable("p6", bitVector(6));
  for (let factor = 0; factor < 64; factor++) {
    assertSame(
      plainly(() => mul(constant(6, factor), x)),
      random,
      8,
      `${factor} * x`,
    );
    assertSame(
      plainly(() => mul(x, constant(6, factor))),
      random,
      8,
      `x * ${factor}`,
    );
  }
});

test("random terms' circuits compute their meaning", () => {
  const random = randomOfRun("circuits of random terms");
  for (let round = 0; round < 120; round++) {
    const start = mark();
    const seed = random.below(2 ** 32);
    const width = random.pick([1, 5, 8, 16]);
    const term = plainly(() => randomTerm(new Random(seed), width, 3, BUILDS_WITHOUT_ARRAYS));
    if (sortOf(term) === width) assertSame(term, random, 4, `term's seed ${seed}`);
    release(start);
  }
});

test("gates simplify", () => {
  const { circuit } = new Blaster();
  const [a, b, c] = [circuit.unknown(), circuit.unknown(), circuit.unknown()];
  const cases: [Signal, Signal][] = [
    [circuit.and(a, LOW), LOW],
    [circuit.and(a, negated(a)), LOW],
    [circuit.and(a, circuit.and(b, a)), circuit.and(a, b)],
    [circuit.and(a, negated(circuit.and(a, b))), circuit.and(a, negated(b))],
    [circuit.xor(circuit.xor(a, b), b), a],
    [circuit.xor(negated(a), b), negated(circuit.xor(a, b))],
    [circuit.choice(a, b, negated(b)), circuit.equal(a, b)],
    [circuit.choice(negated(c), a, b), circuit.choice(c, b, a)],
    [circuit.choice(c, HIGH, b), circuit.or(c, b)],
    [circuit.majority(a, b, LOW), circuit.and(a, b)],
    [circuit.majority(c, a, negated(a)), c],
    [circuit.majority(negated(c), negated(b), negated(a)), negated(circuit.majority(a, b, c))],
  ];
  for (const [built, expected] of cases) assert.equal(built, expected);
});
