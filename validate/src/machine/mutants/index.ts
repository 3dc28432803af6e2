/**
 * The kernel's image with one wrong instruction in a function: the validator is asked about it, and it
 * is run from states in which the right image comes to that instruction. What runs differently must not
 * be proved.
 */
import { Random } from "@ashlar/rapilog/random";
import { askedOf } from "../../all/asked.js";
import type { ValidatorPool } from "../../all/pool.js";
import type { MutantReport } from "../../corpus/judge-mutants.js";
import { type BinaryMutant, mutantsOf } from "../../corpus/mutants.js";
import { runSample, type Sample, samplesOf } from "../runs/runs.js";
import type { Subject } from "../subject.js";
import { type Image, imageOf } from "../trap/image.js";

export interface KernelMutantOptions {
  /** How the image was built, for the report. */
  readonly setting: string;
  /** Mutants of each function. */
  readonly each: number;
  readonly seed: number;
  readonly isMeant?: (symbol: string) => boolean;
  /** How many steps of histories states are taken from. */
  readonly steps?: number;
  readonly onMutant?: (report: MutantReport) => void;
}

const STEPS = 450;
/** From so many states a mutant is run at most. */
const RUNS_MAX = 12;

/** Changes functions of the image, and what becomes of each. */
export async function judgeKernelMutants(
  subject: Subject,
  pool: ValidatorPool,
  options: KernelMutantOptions,
): Promise<MutantReport[]> {
  const { seed, each, isMeant = () => true, steps = STEPS } = options;
  const asked = askedOf(subject.module, subject.program, subject.layout);
  if (asked.kind === "refused") throw new Error(asked.reason);
  const mutants = asked.functions
    .filter(({ name, instructions }) => instructions > 0 && isMeant(name))
    .flatMap(({ name }, at) =>
      mutantsOf(subject.program, (other) => other === name, seed + at, each),
    );
  const places = new Set(mutants.map(({ address }) => address));
  const samples = samplesAt(imageOf(subject.program), places, new Random(seed), steps);
  return Promise.all(
    mutants.map(async (mutant) => {
      const report = await judged(
        subject,
        pool,
        options,
        mutant,
        samples.get(mutant.address) ?? [],
      );
      options.onMutant?.(report);
      return report;
    }),
  );
}

/** For each place in the code, some states from which the right image comes there. */
function samplesAt(
  image: Image,
  places: ReadonlySet<number>,
  random: Random,
  steps: number,
): ReadonlyMap<number, readonly Sample[]> {
  const found = new Map<number, Sample[]>();
  for (const sample of samplesOf(random, steps)) {
    const come = new Set<number>();
    const { difference } = runSample(image, sample, (address) => come.add(Number(address)));
    if (difference !== undefined) throw new Error(`the image is wrong as it is: ${difference}`);
    for (const place of places) {
      const its = found.get(place) ?? [];
      if (come.has(place) && its.length < RUNS_MAX) found.set(place, [...its, sample]);
    }
  }
  return found;
}

async function judged(
  { module, layout }: Subject,
  pool: ValidatorPool,
  { setting }: KernelMutantOptions,
  { elf, ...mutant }: BinaryMutant,
  samples: readonly Sample[],
): Promise<MutantReport> {
  const task = { module, program: elf, name: mutant.symbol, ...(layout && { layout }) };
  const heard = await pool.decide(task);
  const image = imageOf(elf);
  let difference: string | undefined;
  for (const sample of samples) difference ??= runSample(image, sample).difference;
  const said =
    heard.kind === "report"
      ? { verdict: heard.report.verdict, reason: heard.report.reason }
      : { verdict: "unknown" as const, reason: heard.reason };
  return {
    ...{ program: "kernel", setting, ...mutant, ...said },
    difference: difference ?? null,
  };
}
