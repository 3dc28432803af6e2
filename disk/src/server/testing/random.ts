/** Seeded randomness: a failing run is replayed with ASHLAR_SEED. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number in [0, limit), by Mulberry32. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  bytes(length: number): Buffer {
    const words = Uint32Array.from({ length: Math.ceil(length / 4) }, () => this.below(2 ** 32));
    return Buffer.from(words.buffer, 0, length);
  }
}

/** A generator for this run; says how to repeat it. */
export function randomOfRun(what: string): Random {
  const given = process.env["ASHLAR_SEED"];
  const seed = given === undefined ? (Date.now() ^ (process.pid << 16)) >>> 0 : Number(given);
  process.stdout.write(`# ${what}: ASHLAR_SEED=${seed}\n`);
  return new Random(seed);
}
