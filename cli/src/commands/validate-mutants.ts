/** `ashlar validate --corpus --mutants`, and `--machine kernel --mutants`: the validator judged by programs that are wrong on purpose. */
import type { ValidatorPool } from "@ashlar/validate";
import type { CorpusProgram, MutantReport, Setting } from "@ashlar/validate/corpus";
import type { Subject } from "@ashlar/validate/machine";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { table } from "../table.js";

interface MutantsOptions {
  readonly programs: readonly CorpusProgram[];
  readonly settings: readonly Setting[];
  readonly pool: ValidatorPool;
  /** Mutants of each function that is proved as it is. */
  readonly each: number;
  readonly seed: number;
  readonly json: boolean | undefined;
}

export async function validateMutants(options: MutantsOptions): Promise<void> {
  const { programs, settings, pool, each, seed } = options;
  const { isUnsound, judgeMutants, provedFunctions } = await import("@ashlar/validate/corpus");
  const progress = startProgress();
  const mutants: MutantReport[] = [];
  try {
    for (const setting of settings)
      for (const program of programs) {
        progress.step(`${setting.name}: ${program.name}`);
        const proved = await provedFunctions(program, setting, pool);
        const isMeant = (symbol: string) => proved.has(symbol);
        mutants.push(...(await judgeMutants(program, pool, { setting, each, seed, isMeant })));
      }
  } finally {
    progress.done();
  }
  told(mutants, mutants.filter(isUnsound), options);
}

interface KernelMutantsOptions extends Pick<MutantsOptions, "pool" | "each" | "seed" | "json"> {
  readonly subject: Subject;
  readonly setting: string;
  readonly isMeant: (symbol: string) => boolean;
}

/** The same of the kernel's image; what is not proved as it is may be changed too. */
export async function kernelMutants({ subject, ...options }: KernelMutantsOptions): Promise<void> {
  const { isUnsound } = await import("@ashlar/validate/corpus");
  const { judgeKernelMutants } = await import("@ashlar/validate/machine");
  const progress = startProgress();
  const onMutant = ({ symbol, kind, verdict }: MutantReport) =>
    progress.step(`${symbol}: ${kind}, ${verdict}`);
  const mutants = await judgeKernelMutants(subject, options.pool, { ...options, onMutant }).finally(
    () => progress.done(),
  );
  told(mutants, mutants.filter(isUnsound), options);
}

function told(
  mutants: readonly MutantReport[],
  unsound: readonly MutantReport[],
  { seed, json }: Pick<MutantsOptions, "seed" | "json">,
): void {
  print({ seed, mutants, unsound: unsound.length }, json, () => text(mutants, unsound));
  if (unsound.length > 0 || mutants.length === 0) process.exitCode = Exit.failed;
}

/** What became of a mutant: every one has one of these fates. */
const FATES: readonly (readonly [fate: string, is: (mutant: MutantReport) => boolean])[] = [
  ["refuted", ({ verdict }) => verdict === "refuted"],
  [
    "differs, not proved",
    ({ verdict, difference }) => verdict === "unknown" && difference !== null,
  ],
  ["proved, no difference", ({ verdict, difference }) => verdict === "proved" && !difference],
  ["PROVED, DIFFERS", ({ verdict, difference }) => verdict === "proved" && difference !== null],
  ["not proved, no difference", ({ verdict, difference }) => verdict === "unknown" && !difference],
];

function text(mutants: readonly MutantReport[], unsound: readonly MutantReport[]): string {
  const kinds = [...new Set(mutants.map(({ kind }) => kind))];
  const counted = (some: readonly MutantReport[]) =>
    FATES.map(([, is]) => String(some.filter(is).length));
  const rows = kinds.map((kind) => {
    const some = mutants.filter((mutant) => mutant.kind === kind);
    return [kind, String(some.length), ...counted(some)];
  });
  const total = ["all", String(mutants.length), ...counted(mutants)];
  const defects = unsound.map(
    ({ setting, symbol, address, before, after, difference }) =>
      `${setting} ${symbol} 0x${address.toString(16)}: ${before} -> ${after}: ${difference}`,
  );
  return [
    table(["wrong instruction", "programs", ...FATES.map(([fate]) => fate)], [...rows, total]),
    ...defects,
  ].join("\n");
}
