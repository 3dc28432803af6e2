/** Looking for a violation, one case after the other, until one is found or the time is up. */
import type { Trace } from "./actions.js";
import { Library, type Oddity } from "./library.js";
import { type Case, Cases, type ProfileName, traceOf } from "./profiles.js";
import { shrink } from "./shrink.js";
import { newTally, type Tally } from "./tally.js";

export interface SearchOptions {
  seed: number;
  isOver(): boolean;
  /** What is wrong on purpose. */
  oddity?: Oddity | undefined;
  /** Default: all. */
  profiles?: ProfileName[] | undefined;
  /** Whether to look for the smallest trace that fails; default true. */
  smallest?: boolean;
  /** Told now and then what has been tried since it was told last. */
  progress?: (tally: Tally) => void;
}

export interface Failure {
  case: Case;
  message: string;
  stack: string;
  /** The smallest trace found that fails too, and how. */
  trace: Trace;
  smallest: string;
}

const PROGRESS_MS = 500;
/** How long to look for a smaller trace. */
const SHRINK_MS = 30_000;

/** The first failure, or undefined. */
export function search(options: SearchOptions): Failure | undefined {
  const cases = new Cases(options.seed, options.profiles);
  const library = new Library(options.oddity);
  let tally = newTally();
  let told_ms = performance.now();
  while (!options.isOver()) {
    const one = cases.next();
    const begun_ms = performance.now();
    const error = library.run(traceOf(one), tally);
    const now_ms = performance.now();
    cases.took(one.profile, now_ms - begun_ms);
    if (error || now_ms - told_ms > PROGRESS_MS) {
      options.progress?.(tally);
      tally = newTally();
      told_ms = now_ms;
    }
    if (error) return failureOf(library, one, error, options.smallest ?? true);
  }
  options.progress?.(tally);
  return undefined;
}

function failureOf(library: Library, one: Case, error: Error, smallest: boolean): Failure {
  const { message, stack = "" } = error;
  if (!smallest)
    return { case: one, message, stack, trace: traceOf(one), smallest: "not looked for" };
  const until_ms = performance.now() + SHRINK_MS;
  const run = (trace: Trace) => library.run(trace, newTally());
  const fails = (trace: Trace) => performance.now() < until_ms && run(trace) !== undefined;
  const trace = shrink(traceOf(one), fails);
  const again = run(trace)?.message ?? "it does not fail again";
  return { case: one, message, stack, trace, smallest: again };
}
