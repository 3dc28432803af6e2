/** Seeded randomness for tests. The seed is printed and can be given again by ASHLAR_SEED. */

export class Random {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** A 32-bit number (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** From 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor((this.next() / 2 ** 32) * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability * 2 ** 32;
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)]!;
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length; at++) bytes[at] = this.next();
    return bytes;
  }

  /** Cuts bytes into chunks of random lengths, single bytes (of short streams) and the whole
   * among them. */
  *chunks(bytes: Uint8Array): Generator<Uint8Array> {
    const shortest = bytes.length >> 9;
    const longest = 1 + shortest + this.below(this.chance(0.3) ? 3 : bytes.length + 1);
    for (let at = 0; at < bytes.length; ) {
      const length = 1 + this.below(longest);
      yield bytes.subarray(at, at + length);
      at += length;
    }
  }
}

/** The seed of this run. */
export function seedOfRun(): number {
  const given = process.env["ASHLAR_SEED"];
  return given === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(given);
}
