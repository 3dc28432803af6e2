/**
 * The image beside WebAssembly, entry by entry, from states that random histories come to: what it
 * leaves must be what WebAssembly leaves; what it took is counted.
 */
import { freshTwin, History, type HistoryStep, type Twin, take } from "@ashlar/proofs/kernel";
import type { Random } from "@ashlar/rapilog/random";
import type { Image } from "../trap/image.js";
import { Board, differenceOf, type Event, entryOf, type Ran } from "./board.js";

/** What an entry took at most, and how often it was run. */
export interface Measured {
  runs: number;
  instructions: number;
  stack_bytes: number;
}

/** One entry: what was there, what happened, and what WebAssembly made of it. */
export interface Sample {
  readonly entry: string;
  readonly event: Event;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

const STEPS_EACH = 150;

/** So many steps of random histories, all that come from a trap. */
export function* samplesOf(random: Random, steps: number): Generator<Sample> {
  for (let left = steps; left > 0; left -= STEPS_EACH) {
    const twin = freshTwin(random);
    const history = new History(random, twin);
    for (let turn = Math.min(left, STEPS_EACH); turn > 0; turn--) {
      const sample = sampleOf(twin, history.draw());
      if (sample !== undefined) yield sample;
    }
  }
}

function sampleOf(twin: Twin, step: HistoryStep): Sample | undefined {
  const event = { ...step, current: twin.current };
  const entry = entryOf(event);
  const memory = () => new Uint8Array(twin.memory.buffer).slice();
  const before = memory();
  take(twin, step);
  return entry === undefined ? undefined : { entry, event, before, after: memory() };
}

/** An image runs what WebAssembly ran: what it took, and what differs. */
export function runSample(
  image: Image,
  { entry, event, before, after }: Sample,
  onStep?: (address: bigint) => void,
): Ran & { readonly difference: string | undefined } {
  const board = new Board(image, before.slice());
  const ran = board.run(event, onStep);
  const difference = ran.fault ?? differenceOf(board.memory, after);
  return { ...ran, difference: difference === undefined ? undefined : `${entry}: ${difference}` };
}

/** What entries took in so many steps; what differed first, if anything. */
export function measureRuns(image: Image, random: Random, steps: number) {
  const measured = new Map<string, Measured>();
  for (const sample of samplesOf(random, steps)) {
    const { difference, ...ran } = runSample(image, sample);
    if (difference !== undefined) return { measured, different: difference };
    measured.set(sample.entry, larger(ran, measured.get(sample.entry)));
  }
  return { measured, different: undefined };
}

const larger = (
  { instructions, stack_bytes }: Ran,
  other: Measured = { runs: 0, instructions: 0, stack_bytes: 0 },
): Measured => ({
  runs: other.runs + 1,
  instructions: Math.max(instructions, other.instructions),
  stack_bytes: Math.max(stack_bytes, other.stack_bytes),
});
