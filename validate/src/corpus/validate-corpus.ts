/** The validator on its corpus: every program by every setting that is asked for. */
import type { ValidatorPool } from "../all/pool.js";
import { validateAll } from "../all/validate-all.js";
import type { FunctionReport } from "../report.js";
import { buildProgram } from "./build.js";
import type { Setting } from "./compilers.js";
import { type CorpusProgram, moduleOf } from "./programs.js";

/** What became of one program. */
export interface ProgramReport {
  readonly program: string;
  readonly functions: readonly FunctionReport[];
}

export interface SettingReport {
  readonly setting: string;
  readonly seconds: number;
  readonly programs: readonly ProgramReport[];
}

/** Validates programs as one setting built them. */
export async function validateSetting(
  programs: readonly CorpusProgram[],
  setting: Setting,
  pool: ValidatorPool,
  onBegin: (text: string) => void,
): Promise<SettingReport> {
  const reports: ProgramReport[] = [];
  let seconds = 0;
  for (const program of programs) {
    onBegin(`${setting.name}: ${program.name} is built`);
    const module = moduleOf(program);
    const elf = await buildProgram(module, program.name, setting);
    const start = performance.now();
    const told = (name: string) => onBegin(`${setting.name}: ${name}`);
    const validation = await validateAll(module, elf, pool, { onBegin: told });
    seconds += (performance.now() - start) / 1000;
    if (validation.kind === "refused") throw new Error(`${program.name}: ${validation.reason}`);
    reports.push({ program: program.name, functions: validation.functions });
  }
  return { setting: setting.name, seconds, programs: reports };
}
