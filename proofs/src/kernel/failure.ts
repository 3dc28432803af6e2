/** What random histories of the kernel find: made small, written to files, and read again. */

export interface Failure<Step> {
  /** Of the history: makes the same first state. */
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly message: string;
}

/**
 * The same failure, without the steps without which it is there too. Leaves out halves, quarters and
 * so on down to single steps, as long as what is left fails, in at most so many tries. `replayed`
 * makes steps and says what is then wrong, if anything is.
 */
export function shrunk<Step>(
  failure: Failure<Step>,
  replayed: (failure: Failure<Step>) => string | undefined,
  tries_max: number,
): Failure<Step> {
  let best = failure;
  let tries = 0;
  for (let size = best.steps.length >> 1; size >= 1; size >>= 1)
    for (let at = 0; at < best.steps.length && tries < tries_max; tries++) {
      const smaller = { ...best, steps: best.steps.toSpliced(at, size) };
      const message = replayed(smaller);
      if (message === undefined) at += size;
      else best = { ...smaller, message };
    }
  return best;
}

const BIG = /^-?\d+n$/;

/** A failure as JSON: numbers of 64 bits are strings that end with n. */
export const failureJson = (failure: Failure<unknown>): string =>
  JSON.stringify(failure, (_, value) => (typeof value === "bigint" ? `${value}n` : value), 1);

/** The same back; undefined: that is none. */
export function failureIn<Step>(text: string): Failure<Step> | undefined {
  const revive = (_: string, value: unknown) =>
    typeof value === "string" && BIG.test(value) ? BigInt(value.slice(0, -1)) : value;
  const failure = JSON.parse(text, revive) as Partial<Failure<Step>> | null;
  const isOne = typeof failure?.seed === "number" && Array.isArray(failure.steps);
  return isOne ? (failure as Failure<Step>) : undefined;
}

/** A number as a reader wants it: short if it is small. */
export const hex = (value: bigint) => (value < 10n ? String(value) : `0x${value.toString(16)}`);

/** A call and what it is passed, as a reader writes a call. */
export const callText = (name: string, values: readonly bigint[]) =>
  `${name}(${values.map(hex).join(", ")})`;
