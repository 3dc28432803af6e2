/**
 * Cutting at an effect: what if everything ended right here?
 *
 * The simulated computer stays as it is; a copy of it crashes, is started anew and judged. While
 * the copy recovers, it may crash again: the same, one level deeper.
 */
import type { Random } from "@ashlar/rapilog/random";
import { type Choice, choices, type DiskState, type Effect, sample } from "../disk/index.js";
import { Computer } from "./computer.js";
import { type Expectation, requireHome, requirePrefix, revive } from "./revive.js";
import type { VaultSlot } from "./slot.js";
import { count, type Tally } from "./tally.js";

/** Crashes in the middle of a recovery from a crash. */
const DEPTH_MAX = 2;
const EXHAUSTIVE_MAX = 64;
/** How often what was found is brought home too, and how often recovery is cut. */
const HOME_PART = 0.2;
const AGAIN_PART = 0.05;

export interface ExplorerOptions {
  random: Random;
  slots: readonly VaultSlot[];
  tally: Tally;
}

export interface Moment {
  strong: Expectation;
  weak: Expectation;
  /** Choices of what survives a power cut. */
  choices: number;
  /** What a record that was being appended could be like. */
  tear?: ((bytes: Uint8Array) => void) | undefined;
}

export class Explorer {
  constructor(readonly options: ExplorerOptions) {}

  /** Tries crashes at this moment of `computer`. */
  cut(computer: Computer, moment: Moment, depth = 0): void {
    const disks = computer.snapshot();
    if (computer.slot.exists()) this.#killBoth(computer, disks, moment, depth);
    for (const choice of this.#choices(computer, moment.choices))
      this.#powerCut(computer, disks, choice, moment, depth);
  }

  #killBoth(computer: Computer, disks: DiskState[], moment: Moment, depth: number): void {
    count(this.options.tally, depth === 0 ? "both killed" : "both killed in recovery");
    const copy = this.#copy(computer, disks, depth);
    copy.slot.copyFrom(computer.slot);
    moment.tear?.(copy.slot.bytes);
    this.#judge(copy, moment, depth, "both killed");
  }

  #powerCut(
    computer: Computer,
    disks: DiskState[],
    choice: Choice,
    { weak }: Moment,
    depth: number,
  ): void {
    count(this.options.tally, depth === 0 ? "power cut" : "power cut in recovery");
    const copy = this.#copy(computer, disks, depth);
    cutPower(copy, choice);
    this.#judge(copy, { strong: weak, weak, choices: 1 }, depth, "power cut");
  }

  #copy(computer: Computer, disks: DiskState[], depth: number): Computer {
    const slot = this.options.slots[depth]!;
    const copy = new Computer(computer.options, slot, this.options.random);
    copy.clock.advanceTo(computer.clock.now_ns);
    copy.restore(disks);
    slot.clear(() => {});
    return copy;
  }

  /** What is there now is what is promised if only processes die, from here on. */
  #judge(copy: Computer, moment: Moment, depth: number, when: string): void {
    const { random } = this.options;
    const again = depth + 1 < DEPTH_MAX && random.chance(AGAIN_PART);
    const { strong, weak } = moment;
    const second = { strong, weak, choices: 1 };
    if (again) copy.hooks = { effect: () => this.cut(copy, second, depth + 1) };
    const { keeper, found } = revive(copy);
    copy.hooks = { effect: () => {} };
    requirePrefix(strong, found, when);
    if (random.chance(HOME_PART)) requireHome(copy, keeper, found);
  }

  *#choices(computer: Computer, wanted: number): Generator<Choice> {
    const pending = pendingOf(computer);
    const { random } = this.options;
    const { sector_bytes } = computer.options;
    if (wanted < FEW) {
      for (let index = 0; index < wanted; index++) yield sample(pending, random, sector_bytes);
      return;
    }
    const options = { sector_bytes, random, exhaustive_max: EXHAUSTIVE_MAX };
    let left = wanted;
    for (const choice of choices(pending, options)) {
      yield choice;
      if (--left === 0) return;
    }
  }
}

/** Fewer choices than these are drawn, not listed. */
const FEW = 4;

/** What all disks may lose, one after the other. */
function pendingOf(computer: Computer): Effect[] {
  return computer.devices.flatMap(({ disk }) => [...disk.pending()]);
}

/** Cuts all disks; the choice is for what `pendingOf` lists. */
export function cutPower(computer: Computer, choice: Choice): void {
  let at = 0;
  for (const { disk } of computer.devices) {
    const pending = disk.pending().length;
    disk.cut(choice.slice(at, at + pending));
    at += pending;
  }
  computer.reset();
}

/** Cuts all disks at random. */
export function cutPowerAtRandom(computer: Computer, random: Random): void {
  cutPower(computer, sample(pendingOf(computer), random, computer.options.sector_bytes));
}
