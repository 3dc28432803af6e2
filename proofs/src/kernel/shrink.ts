/** The same failure, without the steps without which it is there too. */
export interface Failing<Step> {
  readonly steps: readonly Step[];
  readonly message: string;
}

/**
 * Leaves out halves, quarters and so on down to single steps, as long as what is left fails, in at
 * most so many tries. `replayed` makes steps and says what is then wrong, if anything is.
 */
export function shrunk<Step, Failure extends Failing<Step>>(
  failure: Failure,
  replayed: (failure: Failure) => string | undefined,
  tries_max: number,
): Failure {
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
