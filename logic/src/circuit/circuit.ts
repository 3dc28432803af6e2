/**
 * A circuit of gates over unknown bits, in which equal gates are the same gate.
 *
 * A signal is a gate's number doubled, plus one if negated. Gate 0 is false. Invariants: a gate's
 * inputs have smaller numbers; negations stand where the gate's normal form wants them, so equal
 * functions of equal signals are mostly found equal: exclusive-or negates only its output, a
 * choice neither its condition nor its first value, a majority at most one input.
 */

export type Signal = number & { readonly signal: unique symbol };

export const LOW = 0 as Signal;
export const HIGH = 1 as Signal;

export const Gate = { False: 0, Input: 1, And: 2, Xor: 3, Choice: 4, Majority: 5 } as const;
export type Gate = (typeof Gate)[keyof typeof Gate];

export const negated = (signal: Signal) => (signal ^ 1) as Signal;
export const isNegated = (signal: Signal) => (signal & 1) === 1;
export const gateOf = (signal: Signal) => signal >> 1;

function sorted(x: Signal, y: Signal, z: Signal): [Signal, Signal, Signal] {
  const least = Math.min(x, y, z) as Signal;
  const most = Math.max(x, y, z) as Signal;
  return [least, (x ^ y ^ z ^ least ^ most) as Signal, most];
}

const GATES_START = 1 << 12;
const FIELDS = 4;

export class Circuit {
  /** Kind and three inputs of each gate. */
  #gates = new Int32Array(GATES_START * FIELDS);
  #older = new Int32Array(GATES_START);
  #buckets = new Int32Array(GATES_START * 2).fill(-1);
  #count = 1;

  get gateCount(): number {
    return this.#count;
  }

  kind(gate: number): Gate {
    return this.#gates[gate * FIELDS] as Gate;
  }

  /** An input of a gate: the first is 0. */
  input(gate: number, which: number): Signal {
    return this.#gates[gate * FIELDS + 1 + which] as Signal;
  }

  /** A new unknown bit. */
  unknown(): Signal {
    return this.#append(Gate.Input, 0, 0, 0);
  }

  and(x: Signal, y: Signal): Signal {
    if (x > y) [x, y] = [y, x];
    if (x === LOW || x === negated(y)) return LOW;
    if (x === HIGH || x === y) return y;
    return this.#absorbed(x, y) ?? this.#absorbed(y, x) ?? this.#gate(Gate.And, x, y, LOW);
  }

  /** What `x` and `y` make together if `y` is a conjunction, or the negation of one, with `x` or
   * its negation in it. */
  #absorbed(x: Signal, y: Signal): Signal | undefined {
    const gate = gateOf(y);
    if (this.kind(gate) !== Gate.And) return undefined;
    const [one, other] = [this.input(gate, 0), this.input(gate, 1)];
    if (isNegated(y)) {
      if (one === negated(x) || other === negated(x)) return x;
      if (one === x) return this.and(x, negated(other));
      if (other === x) return this.and(x, negated(one));
      return undefined;
    }
    if (one === x || other === x) return y;
    if (one === negated(x) || other === negated(x)) return LOW;
    return undefined;
  }

  or(x: Signal, y: Signal): Signal {
    return negated(this.and(negated(x), negated(y)));
  }

  xor(x: Signal, y: Signal): Signal {
    const sign = (x & 1) ^ (y & 1);
    let [one, other] = [(x & ~1) as Signal, (y & ~1) as Signal];
    if (one > other) [one, other] = [other, one];
    if (one === other) return sign as Signal;
    if (one === LOW) return (other ^ sign) as Signal;
    return (this.#cancelled(one, other) ^ sign) as Signal;
  }

  /** Exclusive-or of plain signals, one of which may contain the other. */
  #cancelled(x: Signal, y: Signal): Signal {
    return this.#rest(x, y) ?? this.#rest(y, x) ?? this.#gate(Gate.Xor, x, y, LOW);
  }

  /** What is left of an exclusive-or without one of its two inputs. */
  #rest(part: Signal, whole: Signal): Signal | undefined {
    const gate = gateOf(whole);
    if (this.kind(gate) !== Gate.Xor) return undefined;
    if (this.input(gate, 0) === part) return this.input(gate, 1);
    return this.input(gate, 1) === part ? this.input(gate, 0) : undefined;
  }

  equal(x: Signal, y: Signal): Signal {
    return negated(this.xor(x, y));
  }

  /** `x` if the condition is high, otherwise `y`. */
  choice(condition: Signal, x: Signal, y: Signal): Signal {
    if (isNegated(condition)) return this.choice(negated(condition), y, x);
    if (condition === LOW) return y;
    if (x === y) return x;
    if (x === negated(y)) return this.equal(condition, x);
    if (x === LOW || x === negated(condition)) return this.and(negated(condition), y);
    if (x === HIGH || x === condition) return this.or(condition, y);
    if (y === LOW || y === condition) return this.and(condition, x);
    if (y === HIGH || y === negated(condition)) return this.or(negated(condition), x);
    if (isNegated(x)) return negated(this.choice(condition, negated(x), negated(y)));
    return this.#gate(Gate.Choice, condition, x, y);
  }

  /** High if at least two of three are: the carry of an addition. */
  majority(x: Signal, y: Signal, z: Signal): Signal {
    if (x > y || y > z) [x, y, z] = sorted(x, y, z);
    if (x === y || y === z) return y;
    if (x === negated(y)) return z;
    if (y === negated(z)) return x;
    if (x === LOW) return this.and(y, z);
    if (x === HIGH) return this.or(y, z);
    if ((x & 1) + (y & 1) + (z & 1) > 1)
      return negated(this.#gate(Gate.Majority, negated(x), negated(y), negated(z)));
    return this.#gate(Gate.Majority, x, y, z);
  }

  #gate(kind: Gate, x: Signal, y: Signal, z: Signal): Signal {
    for (let at = this.#buckets[this.#bucket(kind, x, y, z)]!; at >= 0; at = this.#older[at]!) {
      const from = at * FIELDS;
      if (
        this.#gates[from + 1] === x &&
        this.#gates[from + 2] === y &&
        this.#gates[from + 3] === z &&
        this.#gates[from] === kind
      )
        return (at << 1) as Signal;
    }
    return this.#append(kind, x, y, z);
  }

  #bucket(kind: number, x: number, y: number, z: number): number {
    const hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y ^ (kind << 28), 0x85ebca6b);
    const mixed = Math.imul(hash ^ (hash >>> 15) ^ z, 0xc2b2ae35);
    return (mixed ^ (mixed >>> 13)) & (this.#buckets.length - 1);
  }

  #append(kind: Gate, x: number, y: number, z: number): Signal {
    if (this.#count === this.#older.length) this.#grow();
    const gate = this.#count++;
    const from = gate * FIELDS;
    this.#gates[from] = kind;
    this.#gates[from + 1] = x;
    this.#gates[from + 2] = y;
    this.#gates[from + 3] = z;
    this.#chain(gate);
    return (gate << 1) as Signal;
  }

  #chain(gate: number): void {
    const gates = this.#gates;
    const from = gate * FIELDS;
    const bucket = this.#bucket(gates[from]!, gates[from + 1]!, gates[from + 2]!, gates[from + 3]!);
    this.#older[gate] = this.#buckets[bucket]!;
    this.#buckets[bucket] = gate;
  }

  #grow(): void {
    const gates = new Int32Array(this.#gates.length * 2);
    gates.set(this.#gates);
    this.#gates = gates;
    this.#older = new Int32Array(this.#older.length * 2);
    this.#buckets = new Int32Array(this.#buckets.length * 2).fill(-1);
    for (let gate = 1; gate < this.#count; gate++)
      if (this.kind(gate) !== Gate.Input) this.#chain(gate);
  }
}
