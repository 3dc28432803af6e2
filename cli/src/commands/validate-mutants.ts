/** `ashlar validate --corpus --mutants`: the validator judged by programs that are wrong on purpose. */
import type { ValidatorPool } from "@ashlar/validate";
import type { CorpusProgram, MutantReport, Setting } from "@ashlar/validate/corpus";
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
  const unsound = mutants.filter(isUnsound);
  print({ seed, mutants, unsound: unsound.length }, options.json, () => text(mutants, unsound));
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
