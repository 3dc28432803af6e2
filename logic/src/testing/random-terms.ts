/** Random terms over a few variables, and random values for those: to hold one view of a term
 * against another. */
import type { Random } from "@ashlar/rapilog/random";
import { ArrayValue, type Value } from "../evaluate.js";
import * as logic from "../term/build.js";
import { constant } from "../term/constant.js";
import * as derived from "../term/derived.js";
import { arrayOf, BOOLEAN, bitVector, isArray } from "../term/sort.js";
import { sortOf, type Term } from "../term/table.js";

type Build = (random: Random, width: number, part: (width: number) => Term) => Term;

export const BINARY_OPERATORS = {
  ...{ and: logic.and, or: logic.or, xor: logic.xor, add: logic.add, mul: logic.mul },
  ...{ udiv: logic.udiv, urem: logic.urem, shl: logic.shl, lshr: logic.lshr, ashr: logic.ashr },
  ...{ rotl: logic.rotl, sub: derived.sub, sdiv: derived.sdiv, srem: derived.srem },
  rotr: derived.rotr,
};

export const COMPARISONS = {
  ...{ equal: logic.equal, ult: logic.ult, slt: logic.slt, ule: derived.ule, sle: derived.sle },
};

const INDEX_WIDTH = 12;
const ELEMENT_WIDTH = 8;

/** Literals that edges are made of, beside any other. */
function literal(random: Random, width: number): Term {
  if (random.chance(0.3)) return constant(width, random.pick([0, 1, -1, 2, width]));
  if (random.chance(0.2)) return constant(width, 1n << BigInt(random.below(width)));
  return constant(width, randomBits(random, width));
}

/** A number of `width` random bits. */
export function randomBits(random: Random, width: number): bigint {
  const bytes = random.bytes(Math.ceil(width / 8));
  return BigInt.asUintN(width, BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
}

function condition(random: Random, part: (width: number) => Term): Term {
  const width = random.pick([1, 8, 12, 32, 64]);
  const compare = random.pick(Object.values(COMPARISONS));
  const one = compare(part(width), part(width));
  if (random.chance(0.7)) return one;
  const other = compare(part(8), part(8));
  return random.pick([logic.and, logic.or, logic.xor, derived.implies, logic.equal])(one, other);
}

function address(random: Random, part: (width: number) => Term): Term {
  const base = random.pick([part(INDEX_WIDTH), logic.variable("base", bitVector(INDEX_WIDTH))]);
  return logic.add(base, constant(INDEX_WIDTH, random.below(8)));
}

function memory(random: Random, part: (width: number) => Term): Term {
  let array = random.chance(0.8)
    ? logic.variable("memory", arrayOf(INDEX_WIDTH, ELEMENT_WIDTH))
    : logic.fill(INDEX_WIDTH, part(ELEMENT_WIDTH));
  for (let stores = random.below(4); stores > 0; stores--) {
    const stored = logic.store(array, address(random, part), part(ELEMENT_WIDTH));
    array = random.chance(0.2) ? logic.ite(condition(random, part), stored, array) : stored;
  }
  return array;
}

/** Ways to build a term without memory. */
export const BUILDS_WITHOUT_ARRAYS: readonly Build[] = [
  (random, width, part) => random.pick(Object.values(BINARY_OPERATORS))(part(width), part(width)),
  (random, width, part) =>
    random.pick(Object.values(BINARY_OPERATORS))(part(width), literal(random, width)),
  (random, width, part) =>
    random.pick([logic.not, derived.neg, derived.clz, derived.ctz, derived.popcount])(part(width)),
  (random, width, part) => logic.ite(condition(random, part), part(width), part(width)),
  (random, width, part) => derived.fromBoolean(condition(random, part), width),
  (random, width, part) => {
    const low = random.below(20);
    return logic.extract(part(width + low + random.below(20)), width + low - 1, low);
  },
  (random, width, part) => {
    if (width === 1) return part(1);
    const low = 1 + random.below(width - 1);
    const high = width - low;
    return random.pick([
      () => logic.concat(part(high), part(low)),
      () => logic.zeroExtend(part(low), width),
      () => logic.signExtend(part(low), width),
    ])();
  },
];

const BUILDS: readonly Build[] = [
  ...BUILDS_WITHOUT_ARRAYS,
  (random, width, part) =>
    width === ELEMENT_WIDTH
      ? logic.select(memory(random, part), address(random, part))
      : part(width),
];

/** A random term of `width` bits, nested up to `depth`. The same seed gives the same term. */
export function randomTerm(
  random: Random,
  width: number,
  depth: number,
  builds: readonly Build[] = BUILDS,
): Term {
  if (depth === 0 || random.chance(0.1))
    return random.chance(0.3)
      ? literal(random, width)
      : logic.variable(`${random.pick(["x", "y", "z"])}${width}`, bitVector(width));
  return random.pick(builds)(random, width, (part) => randomTerm(random, part, depth - 1, builds));
}

/** A random value for a variable; small numbers and edges are frequent. */
export function randomValue(random: Random, variable: Term): Value {
  const sort = sortOf(variable);
  if (sort === BOOLEAN) return BigInt(random.below(2));
  if (!isArray(sort)) return randomNumber(random, sort);
  const elements = Array.from(
    { length: 16 },
    (_, index) => [BigInt(index), randomBits(random, ELEMENT_WIDTH)] as const,
  );
  return new ArrayValue(randomBits(random, ELEMENT_WIDTH), new Map(elements));
}

function randomNumber(random: Random, width: number): bigint {
  if (random.chance(0.2)) return BigInt.asUintN(width, BigInt(random.pick([0, 1, -1, 2, 3])));
  if (random.chance(0.1)) return 1n << BigInt(width - 1);
  return randomBits(random, width);
}
