/** Terms without arrays as circuits: every bit of every term is a signal. */
import { bigintOf, constant } from "../term/constant.js";
import { Kind, kindName } from "../term/kind.js";
import { first, kindOf, second, secondInteger, sortOf, type Term, third } from "../term/table.js";
import { isVariable, within } from "../term/walk.js";
import { Circuit, HIGH, LOW, type Signal } from "./circuit.js";
import type { Word } from "./words.js";
import * as words from "./words.js";

type Binary = (circuit: Circuit, x: Word, y: Word) => Word;

const BINARY = new Map<Kind, Binary>([
  [Kind.And, (circuit, x, y) => words.zip(x, y, (a, b) => circuit.and(a, b))],
  [Kind.Or, (circuit, x, y) => words.zip(x, y, (a, b) => circuit.or(a, b))],
  [Kind.Xor, (circuit, x, y) => words.zip(x, y, (a, b) => circuit.xor(a, b))],
  [Kind.Multiply, words.multiply],
  [Kind.ShiftLeft, words.shiftLeft],
  [Kind.ShiftRight, (circuit, x, y) => words.shiftRight(circuit, x, y, LOW)],
  [Kind.ShiftRightSigned, (circuit, x, y) => words.shiftRight(circuit, x, y, x.at(-1)!)],
  [Kind.Concat, (_, high, low) => [...low, ...high]],
  [Kind.Equal, (circuit, x, y) => [words.isEqual(circuit, x, y)]],
  [Kind.LessUnsigned, (circuit, x, y) => [words.isLess(circuit, x, y)]],
  [Kind.LessSigned, (circuit, x, y) => [words.isLessSigned(circuit, x, y)]],
]);

/** Terms as circuits. One blaster serves one decision: its circuit only grows. */
export class Blaster {
  readonly circuit = new Circuit();
  readonly #words = new Map<Term, Word>();
  readonly #divisions = new Map<string, { quotient: Word; remainder: Word }>();

  /** The signals of a term, the lowest bit first. */
  word(term: Term): Word {
    if (!this.#words.has(term)) this.#buildAll([term]);
    return this.#words.get(term)!;
  }

  /** The one signal of each truth value. One walk serves them all: they share most of their parts. */
  signals(conditions: readonly Term[]): Signal[] {
    this.#buildAll(conditions);
    return conditions.map((condition) => this.#words.get(condition)![0]!);
  }

  #buildAll(terms: readonly Term[]): void {
    for (const part of within(terms))
      if (!this.#words.has(part)) this.#words.set(part, this.#build(part));
  }

  /** The variables met so far, with their signals. */
  variables(): [Term, Word][] {
    return [...this.#words].filter(([term]) => isVariable(term));
  }

  #build(term: Term): Word {
    const sort = sortOf(term);
    const part = (which: Term) => this.#words.get(which)!;
    if (isVariable(term)) return Array.from({ length: sort || 1 }, () => this.circuit.unknown());
    switch (kindOf(term)) {
      case Kind.Constant:
        return literalWord(term);
      case Kind.Not:
        return words.inverted(part(first(term)));
      case Kind.Extract:
        return part(first(term)).slice(secondInteger(term), secondInteger(term) + sort);
      case Kind.SignExtend: {
        const word = part(first(term));
        return Array.from({ length: sort }, (_, bit) => word[bit] ?? word.at(-1)!);
      }
      case Kind.IfThenElse: {
        const condition = part(first(term))[0]!;
        return words.choose(this.circuit, condition, part(second(term)), part(third(term)));
      }
      case Kind.Add:
        return this.#sum(first(term), second(term));
      case Kind.RotateLeft:
        return this.#rotation(part(first(term)), part(second(term)));
      case Kind.DivideUnsigned:
        return this.#division(part(first(term)), part(second(term))).quotient;
      case Kind.RemainderUnsigned:
        return this.#division(part(first(term)), part(second(term))).remainder;
      default: {
        const binary = BINARY.get(kindOf(term));
        if (binary === undefined) throw new TypeError(`no circuit for ${kindName(kindOf(term))}`);
        return binary(this.circuit, part(first(term)), part(second(term)));
      }
    }
  }

  /** x - y is written x + -1 * y; one adder does for both. */
  #sum(x: Term, y: Term): Word {
    for (const [plain, negative] of [
      [x, y],
      [y, x],
    ] as const) {
      const isNegated =
        kindOf(negative) === Kind.Multiply && first(negative) === constant(sortOf(negative), -1);
      if (isNegated) {
        const subtrahend = this.#words.get(second(negative))!;
        return words.subtract(this.circuit, this.#words.get(plain)!, subtrahend);
      }
    }
    return words.add(this.circuit, this.#words.get(x)!, this.#words.get(y)!);
  }

  #rotation(x: Word, distance: Word): Word {
    const width = x.length;
    if ((width & (width - 1)) === 0) return words.rotateLeft(this.circuit, x, distance);
    const modulus = literalWord(constant(width, width));
    const { remainder } = this.#division(distance, modulus);
    return words.rotateLeft(this.circuit, x, remainder);
  }

  #division(dividend: Word, divisor: Word) {
    const key = `${dividend}/${divisor}`;
    const known = this.#divisions.get(key) ?? words.divide(this.circuit, dividend, divisor);
    this.#divisions.set(key, known);
    return known;
  }
}

function literalWord(literal: Term): Word {
  const value = bigintOf(literal);
  return Array.from({ length: sortOf(literal) || 1 }, (_, bit) =>
    (value >> BigInt(bit)) & 1n ? HIGH : LOW,
  );
}
