/**
 * The validator judged by programs that are wrong on purpose. Whatever runs differently from the
 * module, on an input that does not trap there, must not be proved: that is the cheapest test of its
 * soundness that there is.
 */
import { Random } from "@ashlar/rapilog/random";
import type { ValidatorPool } from "../all/pool.js";
import { validateAll } from "../all/validate-all.js";
import type { Verdict } from "../report.js";
import { buildProgram } from "./build.js";
import { mangledModule, type Setting } from "./compilers.js";
import { type BinaryMutant, type MutantKind, mutantsOf } from "./mutants.js";
import { type CorpusProgram, moduleOf } from "./programs.js";
import { subjectOf } from "./subject.js";
import { differenceOf } from "./trial.js";

export interface MutantReport {
  readonly program: string;
  readonly setting: string;
  readonly kind: MutantKind;
  /** The function's symbol. */
  readonly symbol: string;
  readonly address: number;
  readonly before: string;
  readonly after: string;
  readonly verdict: Verdict;
  /** Why it is not proved. */
  readonly reason: string | null;
  /** What differed when it was run; null where nothing was seen to. */
  readonly difference: string | null;
}

export interface MutantOptions {
  readonly setting: Setting;
  /** Mutants of each function. */
  readonly each: number;
  readonly seed: number;
  /** Which functions are changed, by their symbols. */
  readonly isMeant?: (symbol: string) => boolean;
  readonly onMutant?: (report: MutantReport) => void;
}

/** Wrong code often has no end. */
const STEPS_MAX = 50_000;
const RUNS = { histories: 12, calls: 16, anyState: true };

/** A mutant that behaves differently and is proved all the same: a defect of the validator. */
export const isUnsound = ({ verdict, difference }: MutantReport) =>
  verdict === "proved" && difference !== null;

/** Symbols of a program's functions that are proved as they are. */
export async function provedFunctions(
  program: CorpusProgram,
  setting: Setting,
  pool: ValidatorPool,
): Promise<ReadonlySet<string>> {
  const module = moduleOf(program);
  const elf = await buildProgram(module, program.name, setting);
  const validation = await validateAll(module, elf, pool);
  const functions = validation.kind === "report" ? validation.functions : [];
  return new Set(functions.filter(({ verdict }) => verdict === "proved").map(({ name }) => name));
}

/** Changes functions of a program, and what becomes of each. */
export async function judgeMutants(
  program: CorpusProgram,
  pool: ValidatorPool,
  { setting, each, seed, isMeant = () => true, onMutant }: MutantOptions,
): Promise<MutantReport[]> {
  const elf = await buildProgram(moduleOf(program), program.name, setting);
  const name = mangledModule(program.name);
  const symbols = program.trials.map((trial) => `w2c_${name}_${trial.name}`).filter(isMeant);
  const mutants = symbols.flatMap((symbol, at) =>
    mutantsOf(elf, (other) => other === symbol, seed + at, each),
  );
  return Promise.all(
    mutants.map(async (mutant) => {
      const report = await judged(program, setting, mutant, pool);
      onMutant?.(report);
      return report;
    }),
  );
}

async function judged(
  program: CorpusProgram,
  setting: Setting,
  { elf, ...mutant }: BinaryMutant,
  pool: ValidatorPool,
): Promise<MutantReport> {
  const heard = await pool.decide({
    module: moduleOf(program),
    program: elf,
    name: mutant.symbol,
  });
  const subject = await subjectOf(program, setting, elf, STEPS_MAX);
  const only = subject.trials.filter(({ name }) => mutant.symbol === `w2c_${subject.name}_${name}`);
  // Others first bring the state about that this one is tried in.
  const trials = [...subject.trials, ...Array.from({ length: 3 }, () => only).flat()];
  const difference = differenceOf({ ...subject, trials }, new Random(mutant.address), RUNS);
  const said =
    heard.kind === "report"
      ? { verdict: heard.report.verdict, reason: heard.report.reason }
      : { verdict: "unknown" as const, reason: heard.reason };
  return {
    ...{ program: program.name, setting: setting.name, ...mutant, ...said },
    difference: difference === undefined ? null : difference.what,
  };
}
