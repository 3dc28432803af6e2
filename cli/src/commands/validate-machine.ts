/** `ashlar validate --machine`: Ashlar's own programs, each function a theorem `machine/PROGRAM/NAME`. */
import { CLANG, type Optimization } from "@ashlar/board/riscv";
import type { FunctionReport } from "@ashlar/validate";
import type { Setting } from "@ashlar/validate/corpus";
import type { Command } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { type ValidateOptions, validated } from "./validate.js";
import { reportText, rows } from "./validate-report.js";
import { settingsOf } from "./validate-settings.js";

/** Where nothing else is asked for. */
const USUAL = { compiler: ["gcc"], optimisation: ["O2"] };

interface Part {
  readonly program: string;
  /** Turns a symbol into the theorem's name. */
  readonly theorem: (symbol: string) => string;
  readonly functions: readonly FunctionReport[];
}

export async function validateMachine(command: Command, options: ValidateOptions): Promise<void> {
  const { ValidatorPool } = await import("@ashlar/validate");
  const { SETTINGS } = await import("@ashlar/validate/corpus");
  const { SUBJECTS } = await import("@ashlar/validate/machine");
  const names = options.machine === true ? [...SUBJECTS.keys()] : options.machine!;
  const stranger = names.find((name) => !SUBJECTS.has(name));
  if (stranger !== undefined) command.error(`error: no program of Ashlar's is called ${stranger}`);
  const settings = settingsOf(SETTINGS, { ...USUAL, ...options }, command);
  if (options.runs !== undefined || options.mutants !== undefined)
    return tryKernel(command, names, settings, options);
  const pool = new ValidatorPool({ threads: options.threads, limit_seconds: options.limit });
  const parts: Part[] = [];
  try {
    for (const name of names)
      for (const setting of settings) {
        const subject = await SUBJECTS.get(name)!(...builtBy(setting));
        const functions = await validated(command, subject, pool, options);
        const theorem = (symbol: string) =>
          `machine/${name}/${symbol.replace(`${subject.name}_`, "")}`;
        parts.push({ program: `${name}, ${setting.name}`, theorem, functions });
      }
  } finally {
    await pool.close();
  }
  const told = parts.map(({ program, functions }) => ({ program, functions: rows(functions) }));
  print({ programs: told }, options.json, () => parts.map(partText).join("\n\n"));
  const isProved = ({ verdict }: FunctionReport) => verdict === "proved";
  if (!parts.every(({ functions }) => functions.every(isProved))) process.exitCode = Exit.failed;
}

/** A setting as the board's toolchain has it. */
const builtBy = ({ compiler, optimization }: Setting) =>
  [Number(optimization.slice(1)) as Optimization, compiler === CLANG ? "clang" : "gcc"] as const;

/** What is asked of one image of the kernel by running it: what entries take, or what mutants do. */
async function tryKernel(
  command: Command,
  names: readonly string[],
  [setting, ...others]: readonly Setting[],
  options: ValidateOptions,
): Promise<void> {
  if (names.join() !== "kernel" || setting === undefined || others.length > 0)
    command.error("error: --runs and --mutants are about the kernel, by one compiler at one level");
  const [optimization, compiler] = builtBy(setting!);
  const { seed, runs, mutants, threads, limit, json, function: wanted } = options;
  if (runs !== undefined) {
    const { validateBounds } = await import("./validate-bounds.js");
    return validateBounds({ optimization, compiler, seed, steps: runs, json });
  }
  const { ValidatorPool } = await import("@ashlar/validate");
  const { kernelSubject } = await import("@ashlar/validate/machine");
  const { kernelMutants } = await import("./validate-mutants.js");
  const subject = await kernelSubject(optimization, compiler);
  const pool = new ValidatorPool({ threads, limit_seconds: limit });
  const isMeant = (symbol: string) => wanted === undefined || wanted.includes(symbol);
  await kernelMutants({
    ...{ subject, setting: setting!.name, pool, each: mutants!, seed, json, isMeant },
  }).finally(() => pool.close());
}

const partText = ({ program, theorem, functions }: Part): string =>
  `${program}\n${reportText(functions, theorem)}`;
