/** `ashlar validate --corpus`: the validator's own programs, and how much of them is proved. */
import type { FunctionReport, ValidatorPool } from "@ashlar/validate";
import type { CorpusProgram, Setting, SettingReport } from "@ashlar/validate/corpus";
import type { Command } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { table } from "../table.js";
import type { ValidateOptions } from "./validate.js";
import { row } from "./validate-report.js";
import { settingsOf } from "./validate-settings.js";

export async function validateCorpus(command: Command, options: ValidateOptions): Promise<void> {
  const corpus = await import("@ashlar/validate/corpus");
  const { ValidatorPool } = await import("@ashlar/validate");
  const programs = programsOf(corpus.corpusPrograms(), options, command);
  const settings = settingsOf(corpus.SETTINGS, options, command);
  const skipped = settings.flatMap((setting) => {
    const lost = corpus.missingFor(setting);
    return lost === undefined ? [] : [{ setting, lost }];
  });
  for (const { setting, lost } of skipped)
    process.stderr.write(`skipped: ${setting.name} (${lost})\n`);
  const here = settings.filter((setting) => !skipped.some((one) => one.setting === setting));
  const pool = new ValidatorPool({ threads: options.threads, limit_seconds: options.limit });
  try {
    if (options.mutants === undefined) await validateAsIs(programs, here, pool, options);
    else {
      const { validateMutants } = await import("./validate-mutants.js");
      const { mutants: each, seed, json } = options;
      await validateMutants({ programs, settings: here, pool, each, seed, json });
    }
  } finally {
    await pool.close();
  }
}

async function validateAsIs(
  programs: readonly CorpusProgram[],
  settings: readonly Setting[],
  pool: ValidatorPool,
  options: ValidateOptions,
): Promise<void> {
  const { validateSetting } = await import("@ashlar/validate/corpus");
  const progress = startProgress();
  const reports: SettingReport[] = [];
  try {
    for (const setting of settings)
      reports.push(await validateSetting(programs, setting, pool, progress.step));
  } finally {
    progress.done();
  }
  print({ settings: reports.map(settingRow) }, options.json, () => corpusText(reports));
  const all = reports.flatMap(functionsOf);
  if (all.length === 0 || !all.every(isProved)) process.exitCode = Exit.failed;
}

function programsOf(
  all: readonly CorpusProgram[],
  { program: wanted }: ValidateOptions,
  command: Command,
): readonly CorpusProgram[] {
  if (wanted === undefined) return all;
  const stranger = wanted.find((name) => !all.some((program) => program.name === name));
  if (stranger !== undefined) command.error(`error: the corpus has no program ${stranger}`);
  return all.filter(({ name }) => wanted.includes(name));
}

const functionsOf = ({ programs }: SettingReport): readonly FunctionReport[] =>
  programs.flatMap(({ functions }) => functions);
const isProved = ({ verdict }: FunctionReport) => verdict === "proved";

function settingRow(report: SettingReport) {
  return {
    ...{ setting: report.setting, seconds: report.seconds, ...counts(functionsOf(report)) },
    programs: report.programs.map(({ program, functions }) => ({
      ...{ program, functions: functions.map(row) },
    })),
  };
}

function counts(functions: readonly FunctionReport[]) {
  const counted = (wanted: string) => functions.filter(({ verdict }) => verdict === wanted).length;
  return {
    ...{ functions: functions.length, proved: counted("proved") },
    ...{ refuted: counted("refuted"), unknown: counted("unknown") },
  };
}

function corpusText(reports: readonly SettingReport[]): string {
  const rows = reports.map((report) => {
    const { functions, proved, refuted, unknown } = counts(functionsOf(report));
    const share = `${((100 * proved) / Math.max(1, functions)).toFixed(1)} %`;
    const numbers = [functions, proved, refuted, unknown].map(String);
    return [report.setting, ...numbers, share, report.seconds.toFixed(0)];
  });
  const open = reports.flatMap(({ setting, programs }) =>
    programs.flatMap(({ functions }) =>
      functions
        .filter((report) => !isProved(report))
        .map(({ name, verdict, reason }) => [setting, name, verdict, reason ?? ""]),
    ),
  );
  const heading = ["built by", "functions", "proved", "refuted", "unknown", "share", "s"];
  const parts = [table(heading, rows)];
  if (open.length > 0) parts.push("", table(["built by", "not proved", "verdict", "reason"], open));
  return parts.join("\n");
}
