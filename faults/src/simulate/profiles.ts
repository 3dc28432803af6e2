/** The kinds of runs, and how much of the time each gets. */
import { Random } from "@ashlar/rapilog/random";
import type { Trace } from "./actions.js";
import { generate, type Profile } from "./generate.js";

export const PROFILES = {
  /** Many operations, few crashes: deep states. */
  voyage: { actions: 4000, choices: 0, cutActions: 0, violence: 0.01, share: 0.5 },
  /** Many crashes that go on after the recovery. */
  storm: { actions: 500, choices: 0, cutActions: 0, violence: 0.3, share: 0.1 },
  /** Every effect of the last actions is cut after, in several ways. */
  cuts: { actions: 240, choices: 6, cutActions: 60, violence: 0.05, share: 0.3 },
  /** The same from the start, with every choice where there are few. */
  thorough: { actions: 40, choices: 40, cutActions: 40, violence: 0.1, share: 0.1 },
} as const satisfies Record<string, Profile & { share: number }>;

export type ProfileName = keyof typeof PROFILES;

/** One run, by name: enough to make it again. */
export interface Case {
  profile: ProfileName;
  seed: number;
}

/** The trace of a case. */
export function traceOf({ profile, seed }: Case): Trace {
  return generate(new Random(seed), PROFILES[profile]);
}

/** Chooses cases: in a reproducible order for each profile, profiles by the time that they have
 * had. */
export class Cases {
  readonly #random: Record<ProfileName, Random>;
  readonly #spent_ms: Record<ProfileName, number>;

  constructor(seed: number) {
    const names = Object.keys(PROFILES) as ProfileName[];
    const seeds = new Random(seed);
    const draw = (name: ProfileName) => [name, new Random(seeds.below(2 ** 32))] as const;
    this.#random = Object.fromEntries(names.map(draw)) as Record<ProfileName, Random>;
    this.#spent_ms = { voyage: 0, storm: 0, cuts: 0, thorough: 0 };
  }

  next(): Case {
    const due = (name: ProfileName) => this.#spent_ms[name] / PROFILES[name].share;
    const names = Object.keys(PROFILES) as ProfileName[];
    const profile = names.reduce((a, b) => (due(b) < due(a) ? b : a));
    return { profile, seed: this.#random[profile].below(2 ** 32) };
  }

  took(profile: ProfileName, duration_ms: number): void {
    this.#spent_ms[profile] += duration_ms;
  }
}
