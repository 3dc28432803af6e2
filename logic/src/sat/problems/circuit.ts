/**
 * Circuits as problems: gates with structural hashing, by Tseitin's clauses. Deliberately plain,
 * and independent of the prover's own bit-blaster: tests and benchmarks must not share its errors.
 */
import { type Cnf, cnfOf } from "../cnf.js";

/** A wire is a literal; `TRUE` is a variable that a unit clause makes true. */
export type Wire = number;
/** Wires of a number, the lowest bit first. */
export type Word = readonly Wire[];

export class Circuit {
  static readonly TRUE: Wire = 1;
  static readonly FALSE: Wire = -1;
  readonly #clauses: number[][] = [[Circuit.TRUE]];
  readonly #gates = new Map<string, Wire>();
  #variables = 1;

  /** A new input. */
  input(): Wire {
    this.#variables++;
    return this.#variables;
  }

  word(bits: number): Word {
    return Array.from({ length: bits }, () => this.input());
  }

  constant(value: bigint, bits: number): Word {
    return Array.from({ length: bits }, (_, bit) =>
      ((value >> BigInt(bit)) & 1n) === 1n ? Circuit.TRUE : Circuit.FALSE,
    );
  }

  /** At least one of the wires is true. */
  require(...wires: Wire[]): void {
    this.#clauses.push(wires);
  }

  problem(): Cnf {
    return cnfOf(this.#variables, this.#clauses);
  }

  and(a: Wire, b: Wire): Wire {
    if (a === Circuit.FALSE || b === Circuit.FALSE || a === -b) return Circuit.FALSE;
    if (a === Circuit.TRUE || a === b) return b;
    if (b === Circuit.TRUE) return a;
    return this.#gate(`& ${Math.min(a, b)} ${Math.max(a, b)}`, (out) => [
      [-out, a],
      [-out, b],
      [out, -a, -b],
    ]);
  }

  or(a: Wire, b: Wire): Wire {
    return -this.and(-a, -b);
  }

  xor(a: Wire, b: Wire): Wire {
    if (Math.abs(a) === 1) return a === Circuit.TRUE ? -b : b;
    if (Math.abs(b) === 1) return b === Circuit.TRUE ? -a : a;
    if (Math.abs(a) === Math.abs(b)) return a === b ? Circuit.FALSE : Circuit.TRUE;
    const [low, high] = [Math.min(Math.abs(a), Math.abs(b)), Math.max(Math.abs(a), Math.abs(b))];
    const out = this.#gate(`^ ${low} ${high}`, (wire) => [
      [-wire, low, high],
      [-wire, -low, -high],
      [wire, -low, high],
      [wire, low, -high],
    ]);
    return a < 0 === b < 0 ? out : -out;
  }

  mux(condition: Wire, then: Wire, otherwise: Wire): Wire {
    return this.or(this.and(condition, then), this.and(-condition, otherwise));
  }

  add(a: Word, b: Word): Word {
    let carry: Wire = Circuit.FALSE;
    return a.map((wire, bit) => {
      const half = this.xor(wire, b[bit]!);
      const sum = this.xor(half, carry);
      carry = this.or(this.and(wire, b[bit]!), this.and(half, carry));
      return sum;
    });
  }

  /** The low bits of a product, by adding shifted rows. */
  multiply(a: Word, b: Word): Word {
    let sum: Word = a.map(() => Circuit.FALSE);
    b.forEach((wire, shift) => {
      const row = a.map((_, bit) =>
        bit < shift ? Circuit.FALSE : this.and(a[bit - shift]!, wire),
      );
      sum = this.add(sum, row);
    });
    return sum;
  }

  equal(a: Word, b: Word): Wire {
    return a.reduce((all, wire, bit) => this.and(all, -this.xor(wire, b[bit]!)), Circuit.TRUE);
  }

  #gate(key: string, clauses: (out: Wire) => number[][]): Wire {
    const known = this.#gates.get(key);
    if (known !== undefined) return known;
    const out = this.input();
    this.#clauses.push(...clauses(out));
    this.#gates.set(key, out);
    return out;
  }
}
