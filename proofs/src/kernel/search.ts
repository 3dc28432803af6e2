/** Looks for a history in which kernel and specification differ, and makes it smaller. */
import { NO_CAPABILITY } from "@ashlar/kernel/interface";
import { Random } from "@ashlar/rapilog/random";
import { type Failure, shrunk } from "./failure.js";
import { freshTwin, History, type Step, take } from "./history.js";
import { Judge } from "./judge/judge.js";
import type { TwinOptions } from "./twin.js";

export interface Found {
  /** Steps taken, and how often each call was answered how: `call answer`. */
  readonly steps: number;
  readonly answers: ReadonlyMap<string, number>;
  readonly failure?: Failure<Step>;
}

/** All invariants hold after each step, not only of what it has changed. */
const optionsFor = (kernel?: Uint8Array): TwinOptions => ({
  judge: (memory, extent) => new Judge(memory, extent),
  ...(kernel && { kernel }),
});

const HISTORY_STEPS = 300;
/** Where nothing was done so often in a row, all is lost. */
const LOST = 30;
/** And where nobody runs in any domain. */
const IDLE = 10;
const SHRINK_RUNS = 2000;

/** So many steps in histories by this seed, or up to a failure. */
export function search(seed: number, wanted: number, kernel?: Uint8Array): Found {
  const seeds = new Random(seed);
  const answers = new Map<string, number>();
  let steps = 0;
  while (steps < wanted) {
    const { taken, failure } = oneHistory(seeds.below(2 ** 32), answers, kernel);
    steps += taken;
    if (failure !== undefined)
      return {
        steps,
        answers,
        failure: shrunk(failure, (smaller) => replayed(smaller, kernel), SHRINK_RUNS),
      };
  }
  return { steps, answers };
}

function oneHistory(
  seed: number,
  answers: Map<string, number>,
  kernel?: Uint8Array,
): { taken: number; failure?: Failure<Step> } {
  const random = new Random(seed);
  const twin = freshTwin(random, optionsFor(kernel));
  const history = new History(random, twin);
  const steps: Step[] = [];
  let lost = 0;
  try {
    while (steps.length < HISTORY_STEPS && lost < LOST) {
      const step = history.draw();
      steps.push(step);
      const answer = take(twin, step);
      if (twin.current === 0) lost += IDLE;
      else lost = answer === NO_CAPABILITY ? lost + 1 : 0;
      const key = `${step.call} ${answer}`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
    }
    twin.assertAllInvariants();
  } catch (error) {
    return { taken: steps.length, failure: { seed, steps, message: messageOf(error) } };
  }
  return { taken: steps.length };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Makes the steps of a history; what is wrong, if anything is. */
export function replayed(
  { seed, steps }: Omit<Failure<Step>, "message">,
  kernel?: Uint8Array,
): string | undefined {
  const twin = freshTwin(new Random(seed), { ...optionsFor(kernel), allEvery: 1 });
  try {
    for (const step of steps) take(twin, step);
  } catch (error) {
    return messageOf(error);
  }
  return undefined;
}
