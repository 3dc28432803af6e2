/**
 * What may relate the two sides of a loop, round after round. Of each value that one side changes and
 * each that the other does: that their difference, as it was when the loop was come to, stays; for
 * values of 32 bits extended in either way, or only modulo 2^32, and with factors between them, as
 * where a pointer goes along with an index. All of this is guessed; what no round disproves stays.
 */
import {
  add,
  bigintOf,
  constant,
  equal,
  not,
  signExtend,
  sortOf,
  sub,
  type Term,
  ule,
  ult,
  within,
  zeroExtend,
} from "@ashlar/logic";
import { lowBits } from "../low-bits.js";
import type { Moment } from "../sides.js";
import type { LoopAhead } from "./ahead.js";
import { addressesAhead, testsAhead, valuesAhead } from "./ahead-candidates.js";
import {
  type Candidate,
  type Changing,
  defining,
  definitionsAmong,
  EXTENSIONS,
  known,
  type Read,
  staying,
} from "./candidate.js";
import { FACTORS, factorsBetween, times } from "./factors.js";
import { type Location, machineLocations, wasmLocations } from "./node.js";
import { ofOneSide } from "./one-side-candidates.js";
import { stridesTo } from "./strides.js";

const low = (term: Term) => lowBits(term, 32);
/** Widths of parts of memory, which values often are or have. */
const PARTS = [8, 16];

export function candidatesOf(node: Changing, ahead: LoopAhead): Candidate[] {
  const { first, variant } = node;
  const reader = (place: Location): Read => {
    const values = /^[xs]/.test(place) ? machineLocations : wasmLocations;
    const known = values(first).get(place)!;
    return (moment) => values(moment).get(place) ?? known;
  };
  const among = (values: typeof wasmLocations) =>
    [...values(first).keys()].filter((place) => variant.has(place));
  const machine = among(machineLocations);
  const wasm = among(wasmLocations);
  const values = wasm.map((place) => [place, reader(place)] as const);
  const found = machine.flatMap((own) => ofRegister(node, [own, reader(own)], values, ahead));
  found.push(...testsAhead(first, ahead), ...boundsOf(node, ahead.numbers, values));
  values.forEach(([one, value], at) => {
    for (const [other, another] of values.slice(at + 1))
      found.push(...ofOneSide(node, one, value, other, another));
  });
  return found;
}

/** What a value of the machine may be, in words of WebAssembly's. */
function ofRegister(
  node: Changing,
  [own, register]: readonly [Location, Read],
  values: readonly (readonly [Location, Read])[],
  ahead: LoopAhead,
): Candidate[] {
  const { first } = node;
  const { base } = first.machine.memory.frame;
  const isPointer = within([register(first)]).includes(base);
  const isWide = ([, value]: readonly [Location, Read]) => sortOf(value(first)) === 64;
  const wide = values.filter(isWide);
  const found = [
    // Before all others that may define it: where both sides read, they read at the same term.
    ...(isPointer ? addressesAhead(node, own, register, ahead) : []),
    ...shapesOf(own, register),
    ...wide.flatMap(([other, value]) => ofWide(node, own, register, other, value)),
    ...values
      .filter((one) => !isWide(one))
      .flatMap(([other, value]) => ofNarrow(node, own, register, other, value)),
    ...valuesAhead(node, own, register, ahead),
  ];
  return sameFirst(found).map((one) => ({ ...one, about: own }));
}

function ofWide(
  node: Changing,
  own: Location,
  register: Read,
  other: Location,
  value: Read,
): Candidate[] {
  const difference = (at: Moment) => sub(low(register(at)), low(value(at)));
  return [
    ...factorsBetween(node, own, other, 64).map((factor) =>
      defining(node, own, register, `${factor}·${other}`, (at) => times(value(at), factor)),
    ),
    staying(node, `low ${own} − ${other}`, difference),
  ];
}

/** What is the same as something is better known by that than by what is somewhere else. */
const sameFirst = (candidates: readonly Candidate[]) => [
  ...candidates.filter(({ defines }) => defines?.isSame),
  ...candidates.filter(({ defines }) => !defines?.isSame),
];

/**
 * The candidates that say something new: of a value that one of them defines it is enough to know
 * that.
 */
export function withoutRepeated(candidates: readonly Candidate[]): readonly Candidate[] {
  const definition = definitionsAmong(candidates);
  return candidates.filter((candidate) => {
    const first = candidate.about && definition.get(candidate.about);
    return first === undefined || first === candidate;
  });
}

/** Bounds that loops have: not zero, not beyond where it began, nor beyond what stays as it is or what it is compared with. */
function boundsOf(
  node: Changing,
  numbers: readonly Term[],
  values: readonly (readonly [Location, Read])[],
): Candidate[] {
  const { first, variant } = node;
  const fixed = [...wasmLocations(first)].filter(([place]) => !variant.has(place));
  return values.flatMap(([place, value]) => {
    const start = value(first);
    const zero = constant(sortOf(start), 0);
    const limits = new Map<Term, string>([[start, "its start"]]);
    for (const [name, limit] of fixed)
      if (sortOf(limit) === sortOf(start) && !limits.has(limit)) limits.set(limit, name);
    for (const number of numbers)
      if (number !== zero && sortOf(number) === sortOf(start) && !limits.has(number))
        limits.set(number, `${bigintOf(number)}`);
    const stride = node.strides.get(place);
    return [
      ...(stride ? stridesTo(place, value, { stride, start, limits: [...limits.keys()] }) : []),
      ...[1, ...PARTS].map((bits) => ({
        says: `${place} has ${bits} bits`,
        holds: (at: Moment) => ult(value(at), constant(sortOf(start), 1 << bits)),
      })),
      { says: `${place} ≠ 0`, holds: (at: Moment) => not(equal(value(at), zero)) },
      ...[...limits].flatMap(([limit, name]) => [
        { says: `${place} ≠ ${name}`, holds: (at: Moment) => not(equal(value(at), limit)) },
        { says: `${place} ≤ ${name}`, holds: (at: Moment) => ule(value(at), limit) },
        { says: `${place} ≥ ${name}`, holds: (at: Moment) => ule(limit, value(at)) },
      ]),
    ];
  });
}

/** How a register holds what has fewer bits than it. */
function shapesOf(own: Location, register: Read): Candidate[] {
  return [
    {
      says: `${own} is signed`,
      holds: (at) => equal(register(at), signExtend(low(register(at)), 64)),
    },
    {
      says: `${own} is below 2^32`,
      holds: (at) => equal(register(at), zeroExtend(low(register(at)), 64)),
    },
  ];
}

function ofNarrow(
  node: Changing,
  own: Location,
  register: Read,
  other: Location,
  value: Read,
): Candidate[] {
  const { first } = node;
  const found: Candidate[] = [];
  const keeps = (says: string, difference: Read) => {
    found.push(staying(node, says, difference));
  };
  const defines = (says: string, of: Read) => {
    found.push(defining(node, own, register, says, of));
  };
  defines(`signed ${other}`, (at) => signExtend(value(at), 64));
  defines(`unsigned ${other}`, (at) => zeroExtend(value(at), 64));
  for (const factor of factorsBetween(node, own, other, 32)) {
    const part = (at: Moment) => times(value(at), factor);
    const start = known(node, sub(low(register(first)), part(first)));
    for (const [says, extend] of EXTENSIONS) {
      const whole = (at: Moment) => extend(add(part(at), start));
      found.push({
        says: `${own} = ${says} (${factor}·${other} + …)`,
        start,
        holds: (at) => equal(register(at), whole(at)),
        defines: { place: own, value: whole, isSame: start === constant(32, 0) },
      });
    }
    keeps(`low ${own} − ${factor}·${other}`, (at) => sub(low(register(at)), part(at)));
  }
  for (const factor of FACTORS)
    if (factor > 0)
      keeps(`${factor}·low ${own} − ${other}`, (at) =>
        sub(times(low(register(at)), factor), value(at)),
      );
  for (const bits of PARTS)
    keeps(`${bits} bits of ${own} − ${other}`, (at) =>
      sub(lowBits(register(at), bits), lowBits(value(at), bits)),
    );
  return found;
}
