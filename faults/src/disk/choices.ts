/**
 * What a power cut may leave of the pending effects, to try one after the other.
 *
 * Every combination where there are few; otherwise those in which bugs are found most (nothing,
 * all, each prefix, one missing, only one, each prefix with a torn end), then a seeded sample.
 */
import type { Random } from "@ashlar/rapilog/random";
import type { Choice, Effect, SectorRange, Survival } from "./effect.js";

export interface ChoiceOptions {
  sector_bytes: number;
  random: Random;
  /** So many combinations are all tried, where there are no more. Default 256. */
  exhaustive_max?: number;
  /** How many random ones follow the telling ones. Default 16. */
  samples?: number;
}

/** The choices, each once; lazily, so that the caller may stop when it has had enough. */
export function* choices(pending: readonly Effect[], options: ChoiceOptions): Generator<Choice> {
  const variants = pending.map((effect) => variantsOf(effect, options.sector_bytes));
  const combinations = variants.reduce((product, { length }) => product * length, 1);
  const exhaustive = combinations <= (options.exhaustive_max ?? 256);
  const all = exhaustive ? combine(variants) : tellingAndSampled(pending, variants, options);
  const seen = new Set<string>();
  for (const choice of all) {
    const key = JSON.stringify(choice);
    if (seen.has(key)) continue;
    seen.add(key);
    yield choice;
  }
}

/** One random choice. */
export function sample(pending: readonly Effect[], random: Random, sector_bytes: number): Choice {
  const survives = random.pick([0.1, 0.5, 0.9]);
  return pending.map((effect) => {
    const sectors = effect.length / sector_bytes;
    if (sectors > 1 && random.chance(0.2)) return torn(sectors, random);
    return random.chance(survives) ? "all" : "none";
  });
}

function* tellingAndSampled(
  pending: readonly Effect[],
  variants: readonly Survival[][],
  { random, sector_bytes, samples = 16 }: ChoiceOptions,
): Generator<Choice> {
  yield pending.map(() => "none");
  yield pending.map(() => "all");
  for (const at of pending.keys()) yield pending.map((_, index) => (index < at ? "all" : "none"));
  for (const at of pending.keys()) yield pending.map((_, index) => (index === at ? "none" : "all"));
  for (const at of pending.keys()) yield pending.map((_, index) => (index === at ? "all" : "none"));
  for (const [at, own] of variants.entries())
    for (const survival of own.filter((one) => typeof one === "object"))
      yield pending.map((_, index) => (index < at ? "all" : index === at ? survival : "none"));
  for (let count = 0; count < samples; count++) yield sample(pending, random, sector_bytes);
}

/** Few sectors: every subset. Many: a torn beginning and a torn end, by one sector and by half. */
function variantsOf({ length }: Effect, sector_bytes: number): Survival[] {
  const sectors = length / sector_bytes;
  if (sectors <= 3) return subsets(sectors);
  const cuts = [...new Set([1, Math.floor(sectors / 2), sectors - 1])];
  const beginnings = cuts.map((to) => [{ from: 0, to }]);
  const ends = cuts.map((from) => [{ from, to: sectors }]);
  return ["none", "all", ...beginnings, ...ends];
}

function subsets(sectors: number): Survival[] {
  const masks = Array.from({ length: 2 ** sectors - 2 }, (_, index) => index + 1);
  return ["none", "all", ...masks.map((mask) => ranges(sectors, (at) => (mask & (1 << at)) !== 0))];
}

function torn(sectors: number, random: Random): Survival {
  const to = 1 + random.below(sectors - 1);
  if (random.chance(0.5)) return [{ from: 0, to }];
  const survives = Array.from({ length: sectors }, () => random.chance(0.5));
  const some = ranges(sectors, (at) => survives[at]!);
  return some.length === 0 ? "none" : some;
}

/** The sectors for which `survives` holds, joined. */
function ranges(sectors: number, survives: (sector: number) => boolean): SectorRange[] {
  const found: { from: number; to: number }[] = [];
  for (let at = 0; at < sectors; at++) {
    if (!survives(at)) continue;
    const last = found.at(-1);
    if (last?.to === at) last.to = at + 1;
    else found.push({ from: at, to: at + 1 });
  }
  return found;
}

function* combine(variants: readonly Survival[][]): Generator<Choice> {
  const [first, ...rest] = variants;
  if (first === undefined) yield [];
  else for (const choice of combine(rest)) for (const one of first) yield [one, ...choice];
}
