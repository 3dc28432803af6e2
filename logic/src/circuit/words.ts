/** Arithmetic of words as circuits: a word is its signals, the lowest bit first. */
import { type Circuit, HIGH, LOW, negated, type Signal } from "./circuit.js";

export type Word = readonly Signal[];

export const zeros = (width: number): Word => new Array<Signal>(width).fill(LOW);
export const inverted = (x: Word): Word => x.map(negated);

/** Bit by bit. */
export function zip(x: Word, y: Word, gate: (a: Signal, b: Signal) => Signal): Word {
  return x.map((signal, bit) => gate(signal, y[bit]!));
}

export function add(circuit: Circuit, x: Word, y: Word, carryIn: Signal = LOW): Word {
  let carry = carryIn;
  return x.map((signal, bit) => {
    const half = circuit.xor(signal, y[bit]!);
    const sum = circuit.xor(half, carry);
    carry = circuit.majority(signal, y[bit]!, carry);
    return sum;
  });
}

export function negate(circuit: Circuit, x: Word): Word {
  return add(circuit, zeros(x.length), inverted(x), HIGH);
}

export const subtract = (circuit: Circuit, x: Word, y: Word) => add(circuit, x, inverted(y), HIGH);

/** Whether x < y, unsigned: the carry out of y + not x. */
export function isLess(circuit: Circuit, x: Word, y: Word): Signal {
  return x.reduce(
    (carry: Signal, signal, bit) => circuit.majority(negated(signal), y[bit]!, carry),
    LOW,
  );
}

export function isLessSigned(circuit: Circuit, x: Word, y: Word): Signal {
  const flipped = (word: Word) => [...word.slice(0, -1), negated(word.at(-1)!)];
  return isLess(circuit, flipped(x), flipped(y));
}

export function isEqual(circuit: Circuit, x: Word, y: Word): Signal {
  return zip(x, y, (a, b) => circuit.equal(a, b)).reduce((one, other) => circuit.and(one, other));
}

export function choose(circuit: Circuit, condition: Signal, x: Word, y: Word): Word {
  return zip(x, y, (a, b) => circuit.choice(condition, a, b));
}

function shiftedUp(x: Word, distance: number): Word {
  return [...zeros(Math.min(distance, x.length)), ...x.slice(0, Math.max(0, x.length - distance))];
}

const isConstantBit = (signal: Signal) => signal === LOW || signal === HIGH;

/** The factor with more constant bits says which multiples are added; runs of its ones cost one
 * subtraction and one addition (Booth's recoding). */
export function multiply(circuit: Circuit, x: Word, y: Word): Word {
  const constants = (word: Word) => word.filter(isConstantBit).length;
  const [factor, addend] = constants(x) > constants(y) ? [x, y] : [y, x];
  if (factor.every(isConstantBit)) return multiplyByConstant(circuit, factor, addend);
  return factor.reduce((sum: Word, signal, bit) => {
    const partial = shiftedUp(addend, bit).map((other) => circuit.and(signal, other));
    return add(circuit, sum, partial);
  }, zeros(x.length));
}

function multiplyByConstant(circuit: Circuit, factor: Word, x: Word): Word {
  let sum = zeros(x.length);
  let isWithinRun = false;
  factor.forEach((here, bit) => {
    const multiple = shiftedUp(x, bit);
    const goesOn = factor[bit + 1] === HIGH;
    if (here === HIGH && !isWithinRun && !goesOn) sum = add(circuit, sum, multiple);
    else if (here === HIGH && !isWithinRun) {
      sum = subtract(circuit, sum, multiple);
      isWithinRun = true;
    } else if (here === LOW && isWithinRun) {
      sum = add(circuit, sum, multiple);
      isWithinRun = false;
    }
  });
  return sum;
}

/** Long division. A divisor of zero gives a quotient of ones and the dividend as remainder,
 * which is what the definition wants. */
export function divide(
  circuit: Circuit,
  dividend: Word,
  divisor: Word,
): { quotient: Word; remainder: Word } {
  const wide = [...divisor, LOW];
  let remainder: Word = zeros(wide.length);
  const quotient: Signal[] = [];
  for (const bit of [...dividend].reverse()) {
    const shifted = [bit, ...remainder.slice(0, -1)];
    const fits = negated(isLess(circuit, shifted, wide));
    remainder = choose(circuit, fits, subtract(circuit, shifted, wide), shifted);
    quotient.unshift(fits);
  }
  return { quotient, remainder: remainder.slice(0, -1) };
}

/** Shifts by powers of two, each if its bit of the distance is high. */
function staged(
  circuit: Circuit,
  x: Word,
  distance: Word,
  shift: (word: Word, by: number) => Word,
): Word {
  let word = x;
  for (let stage = 0; stage < distance.length && 2 ** stage < x.length; stage++)
    word = choose(circuit, distance[stage]!, shift(word, 2 ** stage), word);
  return word;
}

/** Whether a bit of the distance is high that alone shifts everything out. */
function isBeyond(circuit: Circuit, distance: Word): Signal {
  return distance
    .filter((_, stage) => 2 ** stage >= distance.length)
    .reduce((one, other) => circuit.or(one, other), LOW);
}

export function shiftLeft(circuit: Circuit, x: Word, distance: Word): Word {
  const shifted = staged(circuit, x, distance, shiftedUp);
  return choose(circuit, isBeyond(circuit, distance), zeros(x.length), shifted);
}

/** Shifts right; what comes in above is `incoming`. */
export function shiftRight(circuit: Circuit, x: Word, distance: Word, incoming: Signal): Word {
  const filler = new Array<Signal>(x.length).fill(incoming);
  const shifted = staged(circuit, x, distance, (word, by) =>
    [...word.slice(by), ...filler].slice(0, word.length),
  );
  return choose(circuit, isBeyond(circuit, distance), filler, shifted);
}

/** Rotates left by a distance below the width. */
export function rotateLeft(circuit: Circuit, x: Word, distance: Word): Word {
  return staged(circuit, x, distance, (word, by) => [...word.slice(-by), ...word.slice(0, -by)]);
}
