/** A small seeded generator (Mulberry32, Tommy Ettinger, public domain), for tests that replay. */
export class Random {
  #state: number;

  constructor(readonly seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  chance(probability: number): boolean {
    return this.below(1_000_000) < probability * 1_000_000;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new RangeError("pick: nothing to choose from");
    return choice;
  }

  bytes(length: number): Uint8Array {
    const words = new Uint32Array(Math.ceil(length / 4));
    for (let index = 0; index < words.length; index++) words[index] = this.below(2 ** 32);
    return new Uint8Array(words.buffer, 0, length);
  }
}

/** A generator for this run; says how to repeat it. */
export function randomOfRun(what: string): Random {
  const random = new Random(seedFromEnvironment());
  process.stdout.write(`# ${what}: ASHLAR_SEED=${random.seed}\n`);
  return random;
}

/** So many of a list, in its order, chosen by this run's seed; all of it with `ASHLAR_EVERY=1`. */
export function sampleOfRun<T>(what: string, all: readonly T[], count: number): T[] {
  if (process.env["ASHLAR_EVERY"] === "1") return [...all];
  const random = randomOfRun(`${count} of ${all.length} ${what}`);
  const left = [...all.keys()];
  const chosen = new Set<number>();
  while (chosen.size < count && left.length > 0)
    chosen.add(left.splice(random.below(left.length), 1)[0]!);
  return all.filter((_, at) => chosen.has(at));
}

/** The seed from the environment (`ASHLAR_SEED`), to replay, or a fresh one. */
export function seedFromEnvironment(): number {
  const given = process.env["ASHLAR_SEED"];
  return given === undefined ? freshSeed() : Number(given);
}

/** A seed that two processes started at the same time do not share. */
export function freshSeed(): number {
  return (Date.now() ^ (process.pid << 16)) >>> 0;
}
