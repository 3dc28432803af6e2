/** What `ashlar bench logic` asks: questions whose answers are known. */
import {
  add,
  arrayOf,
  bitVector,
  concat,
  constant,
  decideWith,
  type Engine,
  equal,
  extract,
  mark,
  mul,
  not,
  release,
  select,
  smtlib,
  store,
  type Term,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import { byteOrder, multiplierCommutes, pigeonhole, random3Sat } from "@ashlar/logic/problems";
import type { CertifiedResult, Cnf } from "@ashlar/logic/sat";
import { questionsOf, theorems } from "@ashlar/proofs";
import { byteOrderText, type Double } from "./byte-order-text.js";

export interface Query {
  readonly name: string;
  readonly verdict: "sat" | "unsat";
  /** Asks an engine, through the prover's front end where the question is about terms. */
  readonly ask: (engine: Engine) => void;
  /** The same question as SMT-LIB text, where it is about terms. */
  readonly smtlib?: () => string;
}

/** A question that is clauses to begin with. */
function clauses(name: string, verdict: Query["verdict"], problem: () => Cnf): Query {
  return {
    name,
    verdict,
    ask: (engine) => {
      engine(problem(), {});
    },
  };
}

const SORTS = { base: bitVector(32), value: bitVector(32), place: bitVector(64) };

function byteOf(word: Term, byte: number): Term {
  return extract(word, 8 * (byte % 4) + 7, 8 * (byte % 4));
}

/** Words stored byte by byte, in opposite orders, through two forms of addresses and values; then
 * one byte is read anywhere. One form has three times the base, the other the base and its double,
 * by multiplication or by a shift. `byte-order-text.ts` asks the same. */
function byteOrderGoal(words: number, double: Double): Term {
  const [base, value, place] = (["base", "value", "place"] as const).map((name) =>
    variable(name, SORTS[name]),
  ) as [Term, Term, Term];
  const memory = variable("words in memory", arrayOf(64));
  const wide = zeroExtend(base, 64);
  const at = (offset: number) => constant(64, offset);
  const twice =
    double === "multiplied"
      ? mul(base, constant(32, 2))
      : concat(extract(base, 30, 0), constant(1, 0));
  const bytes = Array.from({ length: 4 * words }, (_, byte) => byte);
  const one = bytes.reduce<Term>((bytesThen, byte) => {
    const word = add(add(value, mul(base, constant(32, 3))), constant(32, byte >> 2));
    return store(bytesThen, add(wide, at(byte)), byteOf(word, byte));
  }, memory);
  const other = bytes.reduceRight<Term>((bytesThen, byte) => {
    const word = add(add(add(value, base), twice), constant(32, byte >> 2));
    return store(bytesThen, add(add(wide, at(byte & ~3)), at(byte & 3)), byteOf(word, byte));
  }, memory);
  return equal(select(one, place), select(other, place));
}

function byteOrderOfTerms(words: number, double: Double): Query {
  return {
    name: `byte order, ${double}, ${words} words`,
    verdict: "unsat",
    ask: (engine) => {
      decideWith(engine, [], byteOrderGoal(words, double));
    },
    smtlib: () => byteOrderText(words, double),
  };
}

/** So many of each theorem's obligations are asked: z3 thinks about most for as long as it may. */
const OWN_MAX = 3;

/** The first, the last and one between them. */
function spread<Item>(items: readonly Item[]): Item[] {
  if (items.length <= OWN_MAX) return [...items];
  return [0, items.length >> 1, items.length - 1].map((at) => items[at]!);
}

/**
 * What is left to search for of the theorems about the log's core, after the rules. Others get it
 * as text after our simplifier, whose time is not counted for them, nor that of the symbolic run.
 */
function* ownObligations(): Generator<Query> {
  for (const theorem of theorems()) {
    const start = mark();
    for (const { name, hypotheses, goal } of spread(questionsOf(theorem)))
      yield {
        ...{ name, verdict: "unsat" },
        ask: (engine) => {
          decideWith(engine, hypotheses, goal);
        },
        smtlib: () => smtlib([...hypotheses, not(goal)]),
      };
    // Names of variables have one sort each, and theorems do not agree on them.
    release(start);
  }
}

/** Questions whose clauses the prover's front end has no part in. */
const HARD: readonly Query[] = [
  clauses("byte order as gates, 4 words", "unsat", () => byteOrder(4)),
  clauses("byte order as gates, 8 words", "unsat", () => byteOrder(8)),
  clauses("multiplier commutes, 6 bits", "unsat", () => multiplierCommutes(6)),
  clauses("multiplier commutes, 7 bits", "unsat", () => multiplierCommutes(7)),
  clauses("multiplier commutes, 8 bits", "unsat", () => multiplierCommutes(8)),
  clauses("9 pigeons in 8 holes", "unsat", () => pigeonhole(8)),
  clauses("random 3-SAT, 250 variables, seed 2", "unsat", () => random3Sat(250, 1050, 2)),
  clauses("random 3-SAT, 200 variables, seed 1", "sat", () => random3Sat(200, 852, 1)),
];

/** A quick run asks one in so many of our own obligations. */
const QUICK_STEP = 5;

/** Some of the questions, each as it is come to. */
export function* quickQueries(): Generator<Query> {
  yield* [4, 8].map((words) => byteOrderOfTerms(words, "multiplied"));
  yield byteOrderOfTerms(4, "shifted");
  let count = 0;
  for (const query of ownObligations()) if (count++ % QUICK_STEP === 0) yield query;
  yield* HARD.filter(({ name }) => !/8 bits|9 pigeons|as gates/.test(name));
}

/** All questions, each as it is come to. */
export function* fullQueries(): Generator<Query> {
  yield* [4, 8, 12, 16, 24, 32].map((words) => byteOrderOfTerms(words, "multiplied"));
  yield* [4, 8].map((words) => byteOrderOfTerms(words, "shifted"));
  yield* ownObligations();
  yield* HARD;
}

/** An engine's answer. */
export type Answer = CertifiedResult["verdict"];
