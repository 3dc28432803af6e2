/** Makes bad calls by the million, in worlds of a few thousand steps, and makes what fails small. */
import { answerText, blamedBy, RESULT_TEXTS, resultOf } from "@ashlar/kernel/answers";
import { AGAIN, DONE } from "@ashlar/kernel/interface";
import { type Failure, shrunk } from "@ashlar/proofs/kernel";
import { Random } from "@ashlar/rapilog/random";
import { KernelTrap } from "../kernel.js";
import { nameOf } from "./answers.js";
import { beginnings } from "./beginnings.js";
import { Draws, type Step, SWEEP } from "./draw.js";
import { Session, Wrong } from "./session.js";

export interface FuzzOptions {
  readonly calls: number;
  readonly seed: number;
  /** Another kernel, such as one with a fault. */
  readonly kernel?: Uint8Array;
  readonly progress?: (calls: number) => void;
}

export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface FuzzReport {
  readonly seed: number;
  readonly calls: number;
  /** Timer, interrupts, faults, accesses to memory. */
  readonly otherSteps: number;
  readonly worlds: number;
  /** How often each call was made with each argument at each edge. */
  readonly sweeps: number;
  /** Of each call, how often it was answered how, and for which argument; or it waits. */
  readonly answers: Counts;
  /** Of each reason for refusing, how often which argument was to blame. */
  readonly refusals: Counts;
  readonly seconds: number;
  readonly callsPerSecond: number;
  readonly failure?: Failure<Step>;
}

const WORLD_STEPS = 4000;
/** All slots of all pages are checked every so many steps. */
const ALL_EVERY = 64;
/** Where nobody runs for so many ticks in a row, all is lost. */
const IDLE_MAX = 6;
const SHRINK_RUNS = 600;
const PROGRESS_EVERY = 25;

export function fuzz({ calls: wanted, seed, kernel, progress }: FuzzOptions): FuzzReport {
  const started = performance.now();
  const seeds = new Random(seed);
  const session = new Session(kernel);
  const tally = new Tally();
  let failure: Failure<Step> | undefined;
  while (tally.calls < wanted && failure === undefined) {
    failure = oneWorld(session, seeds.below(2 ** 32), tally);
    if (tally.worlds % PROGRESS_EVERY === 0) progress?.(tally.calls);
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    seed,
    ...tally.report(),
    ...{ seconds, callsPerSecond: Math.round(tally.calls / seconds) },
    ...(failure && {
      failure: shrunk(failure, (smaller) => replayed(smaller, kernel), SHRINK_RUNS),
    }),
  };
}

/** How often something was of which sort. */
class Counter {
  readonly #counts = new Map<string, Map<string, number>>();

  add(what: string, sort: string): void {
    const sorts = this.#counts.get(what) ?? new Map<string, number>();
    sorts.set(sort, (sorts.get(sort) ?? 0) + 1);
    this.#counts.set(what, sorts);
  }

  counts(): Counts {
    return Object.fromEntries(
      [...this.#counts].map(([what, sorts]) => [what, Object.fromEntries(sorts)]),
    );
  }
}

/** Done, or on its way. */
const isGood = (answer: bigint) => [DONE, AGAIN].includes(resultOf(answer));

/** What was made, and what it was answered. */
class Tally {
  calls = 0;
  otherSteps = 0;
  worlds = 0;
  swept = 0;
  readonly #answers = new Counter();
  readonly #refusals = new Counter();

  count(step: Step, answer: bigint | undefined): void {
    if (step.do !== "call") {
      this.otherSteps += 1;
      return;
    }
    this.calls += 1;
    const name = nameOf(step);
    this.#answers.add(name, answer === undefined ? "waits" : answerText(name, answer));
    if (answer === undefined || isGood(answer)) return;
    const blamed = blamedBy(answer);
    const whom = blamed === undefined ? "no argument" : `argument ${blamed + 1}`;
    this.#refusals.add(RESULT_TEXTS[resultOf(answer)]!, whom);
  }

  report() {
    const { calls, otherSteps, worlds } = this;
    const [answers, refusals] = [this.#answers.counts(), this.#refusals.counts()];
    return { calls, otherSteps, worlds, sweeps: this.swept / SWEEP, answers, refusals };
  }
}

/** One world, to its end or to a failure. */
function oneWorld(session: Session, seed: number, tally: Tally): Failure<Step> | undefined {
  const random = new Random(seed);
  const steps: Step[] = [];
  tally.worlds += 1;
  try {
    session.boot(random);
    const draws = new Draws(random, session.board.kernel, tally.swept);
    const planned = beginnings(random, session.board.kernel);
    let idle = 0;
    while (steps.length < WORLD_STEPS && idle < IDLE_MAX) {
      const step = planned.shift() ?? draws.next();
      steps.push(step);
      const answer = session.take(step, steps.length % ALL_EVERY === 0);
      tally.count(step, answer);
      draws.saw(step, answer);
      idle = session.board.kernel.current === 0 ? idle + 1 : 0;
    }
    tally.swept = draws.swept;
    return undefined;
  } catch (error) {
    return { seed, steps, message: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  if (error instanceof Wrong || error instanceof KernelTrap) return error.message;
  throw error;
}

/** Makes the steps of a world on a fresh board, everything checked; what is wrong, if anything is. */
export function replayed(
  { seed, steps }: Omit<Failure<Step>, "message">,
  kernel?: Uint8Array,
): string | undefined {
  try {
    const session = new Session(kernel);
    session.boot(new Random(seed));
    for (const step of steps) session.take(step, true);
  } catch (error) {
    return messageOf(error);
  }
  return undefined;
}
