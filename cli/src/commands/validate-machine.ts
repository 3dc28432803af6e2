/** `ashlar validate --machine`: Ashlar's own programs, each function a theorem `machine/PROGRAM/NAME`. */
import type { FunctionReport } from "@ashlar/validate";
import type { Command } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { type ValidateOptions, validated } from "./validate.js";
import { reportText, rows } from "./validate-report.js";

interface Part {
  readonly program: string;
  /** Turns a symbol into the theorem's name. */
  readonly theorem: (symbol: string) => string;
  readonly functions: readonly FunctionReport[];
}

export async function validateMachine(command: Command, options: ValidateOptions): Promise<void> {
  const { ValidatorPool } = await import("@ashlar/validate");
  const { SUBJECTS } = await import("@ashlar/validate/machine");
  const names = options.machine === true ? [...SUBJECTS.keys()] : options.machine!;
  const stranger = names.find((name) => !SUBJECTS.has(name));
  if (stranger !== undefined) command.error(`error: no program of Ashlar's is called ${stranger}`);
  const pool = new ValidatorPool({ threads: options.threads, limit_seconds: options.limit });
  const parts: Part[] = [];
  try {
    for (const name of names)
      for (const level of levelsOf(command, options)) {
        const subject = await SUBJECTS.get(name)!(level);
        const functions = await validated(command, subject, pool, options);
        const theorem = (symbol: string) =>
          `machine/${name}/${symbol.replace(`${subject.name}_`, "")}`;
        parts.push({ program: `${name} -O${level}`, theorem, functions });
      }
  } finally {
    await pool.close();
  }
  const told = parts.map(({ program, functions }) => ({ program, functions: rows(functions) }));
  print({ programs: told }, options.json, () => parts.map(partText).join("\n\n"));
  const isProved = ({ verdict }: FunctionReport) => verdict === "proved";
  if (!parts.every(({ functions }) => functions.every(isProved))) process.exitCode = Exit.failed;
}

function levelsOf(command: Command, { optimisation = ["O2"] }: ValidateOptions) {
  return optimisation.map((level) => {
    if (level === "O1") return 1;
    if (level === "O2") return 2;
    return level === "O3" ? 3 : command.error("error: programs are built at O1, O2 and O3");
  });
}

const partText = ({ program, theorem, functions }: Part): string =>
  `${program}\n${reportText(functions, theorem)}`;
