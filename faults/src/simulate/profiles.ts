/** The kinds of runs, and how much of the time each gets. */
import { Random } from "@ashlar/rapilog/random";
import type { Trace } from "./actions.js";
import { generate, type Profile } from "./generate.js";

export const PROFILES = {
  /** Many operations, few crashes: deep states, and a look at each effect now and then. */
  voyage: {
    ...{ actions: 8000, windows: 1, windowActions: 3, choices: 1 },
    ...{ violence: 0.01, trouble: 0.2, led: 0.0003, load: 3, share: 0.7 },
  },
  /** Many crashes that go on after the recovery. */
  storm: {
    ...{ actions: 500, windows: 1, windowActions: 10, choices: 2 },
    ...{ violence: 0.2, trouble: 0.2, led: 0.01, load: 1, share: 0.04 },
  },
  /** One rare state after the other. */
  led: {
    ...{ actions: 1000, windows: 0, windowActions: 0, choices: 64 },
    ...{ violence: 0.02, trouble: 0.2, led: 0.2, load: 1, share: 0.11 },
  },
  /** Journals and disks that fail, and a spare one. */
  trouble: {
    ...{ actions: 400, windows: 3, windowActions: 12, choices: 3 },
    ...{ violence: 0.05, trouble: 0.9, led: 0.01, load: 1, share: 0.05 },
  },
  /** Every effect of the last actions is cut after, in several ways. */
  cuts: {
    ...{ actions: 600, windows: 1, windowActions: 60, choices: 6 },
    ...{ violence: 0.03, trouble: 0.2, led: 0.01, load: 1, share: 0.05 },
  },
  /** The same from the start, with every choice where there are few. */
  thorough: {
    ...{ actions: 40, windows: 1, windowActions: 40, choices: 40 },
    ...{ violence: 0.1, trouble: 0.2, led: 0, load: 1, share: 0.05 },
  },
} as const satisfies Record<string, Profile & { share: number }>;

export type ProfileName = keyof typeof PROFILES;

/** One run, by name: enough to make it again. */
export interface Case {
  profile: ProfileName;
  seed: number;
}

/** The case that is written PROFILE:SEED, if it is one. */
export function caseNamed(text: string): Case | undefined {
  const [, profile, seed] = /^(\w+):(\d+)$/.exec(text) ?? [];
  if (profile === undefined || !Object.hasOwn(PROFILES, profile)) return undefined;
  return { profile: profile as ProfileName, seed: Number(seed) };
}

/** The trace of a case. */
export function traceOf({ profile, seed }: Case): Trace {
  return generate(new Random(seed), PROFILES[profile]);
}

type Spent = Record<ProfileName, number>;

/** Chooses cases: in a reproducible order for each profile, profiles by the time that they have
 * had. */
export class Cases {
  readonly #random: Record<ProfileName, Random>;
  readonly #spent_ms: Spent;

  /** Of all profiles, or of these only. */
  constructor(
    seed: number,
    readonly names = Object.keys(PROFILES) as ProfileName[],
  ) {
    const seeds = new Random(seed);
    const draw = (name: ProfileName) => [name, new Random(seeds.below(2 ** 32))] as const;
    this.#random = Object.fromEntries(names.map(draw)) as Record<ProfileName, Random>;
    this.#spent_ms = Object.fromEntries(names.map((name) => [name, 0])) as Spent;
  }

  next(): Case {
    const due = (name: ProfileName) => this.#spent_ms[name] / PROFILES[name].share;
    const profile = this.names.reduce((a, b) => (due(b) < due(a) ? b : a));
    return { profile, seed: this.#random[profile].below(2 ** 32) };
  }

  took(profile: ProfileName, duration_ms: number): void {
    this.#spent_ms[profile] += duration_ms;
  }
}
