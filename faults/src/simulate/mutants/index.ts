/** The judge is judged: faults planted one at a time must each be noticed by the simulator. */
import { CORE_MUTANTS, type CoreMutant } from "@ashlar/rapilog/mutants";
import { type Judging, judgeMutant, type Outcome } from "./plant.js";
import { SERVICE_MUTANTS } from "./service-mutants.js";

export type { Outcome } from "./plant.js";

export interface MutantsOptions extends Judging {
  /** Only those whose fault matches. */
  only?: RegExp | undefined;
  /** At once. */
  workers: number;
  progress?: (outcome: Outcome) => void;
}

/** Judges all of them, or some. */
export async function judgeMutants(options: MutantsOptions): Promise<Outcome[]> {
  const { only, workers, progress } = options;
  const all = [
    ...CORE_MUTANTS.filter(isHarmful).map((mutant) => ({ mutant, core: true })),
    ...SERVICE_MUTANTS.map((mutant) => ({ mutant, core: false })),
  ].filter(({ mutant }) => only?.test(mutant.fault) ?? true);
  const outcomes = new Array<Outcome>(all.length);
  const queue = [...all.entries()];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, { mutant, core }] = next;
      outcomes[index] = await judgeMutant(mutant, core, options);
      progress?.(outcomes[index]);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return outcomes;
}

/** Of the others it is written in their list why nothing goes wrong. */
function isHarmful({ harmlessInSimulator }: CoreMutant): boolean {
  return harmlessInSimulator === undefined;
}
