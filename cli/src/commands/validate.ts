/** `ashlar validate`: whether a RISC-V program computes what the WebAssembly module computes. */
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { AshlarError } from "@ashlar/disk/errors";
import type { FunctionReport, Layout, Step, Validation, ValidatorPool } from "@ashlar/validate";
import type { Command } from "commander";
import { Exit } from "../exit.js";
import { print } from "../print.js";
import { startProgress } from "../progress.js";
import { parseCount } from "../units.js";

const HELP = `
For each function: proved (for all inputs that do not trap in WebAssembly, with a checked
certificate), refuted (with an input on which both were run and differ), or unknown (with the reason).
The program is one linked for 64-bit RISC-V, with its symbols, from what wasm2c (wabt 1.0.39) made of
the module.
Status 0: all that were asked for are proved. 1: some are not. With --mutants: 0 unless a wrong
program that behaves differently was proved.

Examples:
  ashlar validate codec.wasm codec.elf
  ashlar validate codec.wasm codec.elf --function w2c_codec_encode
  ashlar validate codec.wasm codec.elf --function w2c_codec_encode --explain
  ashlar validate kernel.wasm image.elf --layout kernel
  ashlar validate --machine kernel --compiler gcc clang --optimisation O2
  ashlar validate --machine kernel --runs 2000
  ashlar validate --machine kernel --mutants 3 --limit 10
  ashlar validate --corpus --compiler gcc --optimisation O2 --json
  ashlar validate --corpus --compiler gcc --optimisation O2 --mutants 4`;

type MakeCommand = (nameAndArguments: string, description: string, example: string) => Command;

export interface ValidateOptions {
  readonly function?: string[];
  readonly explain?: boolean;
  readonly limit: number;
  readonly threads: number;
  readonly json?: boolean;
  readonly corpus?: boolean;
  readonly machine?: string[] | true;
  readonly layout?: string;
  readonly program?: string[];
  readonly compiler?: string[];
  readonly optimisation?: string[];
  readonly mutants?: number;
  readonly runs?: number;
  readonly seed: number;
}

/** Adds the command. */
export function addValidateCommand(makeCommand: MakeCommand): void {
  const command: Command = makeCommand(
    "validate [module] [program]",
    "prove that a RISC-V program computes what a WebAssembly module computes",
    "ashlar validate codec.wasm codec.elf",
  );
  command
    .option("--function <names...>", "only these functions, by their symbols")
    .option("--explain", "show both sides of each function, chunk by chunk, and what relates them")
    .option("--limit <seconds>", "for each function", parseCount(1), 60)
    .option("--threads <count>", "functions at once", parseCount(1), availableParallelism())
    .option("--corpus", "validate the programs of validate/corpus instead")
    .option("--machine [names...]", "validate Ashlar's own programs instead: kernel, rapilog")
    .option(
      "--layout <name>",
      "how the program was built: kernel, kernel-clang; as wasm2c does, if not said",
    )
    .option("--program <names...>", "of the corpus: only these")
    .option("--compiler <names...>", "of the corpus and the machine: gcc, clang")
    .option("--optimisation <levels...>", "of the corpus and the machine: O1, O2, O3")
    .option(
      "--mutants <count>",
      "wrong ones of each function, of the corpus or the kernel",
      parseCount(1),
    )
    .option(
      "--runs <count>",
      "of the kernel: what entries take, beside so many steps",
      parseCount(1),
    )
    .option("--seed <number>", "of mutants and runs", parseCount(0), 1)
    .option("--json", "print one JSON object")
    .addHelpText("after", HELP)
    .action(async (module: string | undefined, program: string | undefined, options) => {
      if (options.explain && (options.corpus || options.machine !== undefined))
        command.error("error: --explain is about a module and a program that are named");
      if (options.corpus) {
        const { validateCorpus } = await import("./validate-corpus.js");
        return validateCorpus(command, options);
      }
      if (options.machine !== undefined) {
        const { validateMachine } = await import("./validate-machine.js");
        return validateMachine(command, options);
      }
      if (module === undefined || program === undefined)
        command.error("error: name a module and a program, or give --corpus or --machine");
      const files = [module, program].map((path) => fileOf(command, path));
      await validateFiles(command, files[0]!, files[1]!, { ...options, path: program });
    });
}

function fileOf(command: Command, path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    return command.error(`error: ${(error as Error).message}`);
  }
}

async function validateFiles(
  command: Command,
  module: Uint8Array,
  program: Uint8Array,
  options: ValidateOptions & { readonly path: string },
): Promise<void> {
  const { ValidatorPool } = await import("@ashlar/validate");
  const { reportText, rows } = await import("./validate-report.js");
  const layout = await layoutOf(command, options.layout);
  const pool = new ValidatorPool({ threads: options.threads, limit_seconds: options.limit });
  const subject = { module, program, ...(layout && { layout }) };
  const steps = new Map<string, Step[]>();
  const functions = await validated(command, subject, pool, options, steps).finally(() =>
    pool.close(),
  );
  const text = () => reportText(functions);
  if (!options.explain) print({ functions: rows(functions) }, options.json, text);
  else {
    const { explained, explanationText } = await import("./validate-explain.js");
    const explanations = await explained(subject, options.path, steps);
    const told = { functions: rows(functions), explanations };
    print(told, options.json, () => [text(), ...explanations.map(explanationText)].join("\n\n"));
  }
  if (!functions.every(({ verdict }) => verdict === "proved")) process.exitCode = Exit.failed;
}

/** What is compared. */
export interface Subject {
  readonly module: Uint8Array;
  readonly program: Uint8Array;
  readonly layout?: Layout;
}

/** The functions of a program that are asked for. */
export async function validated(
  command: Command,
  { module, program, layout }: Subject,
  pool: ValidatorPool,
  { function: wanted, explain }: ValidateOptions,
  steps = new Map<string, Step[]>(),
): Promise<readonly FunctionReport[]> {
  const { validateAll } = await import("@ashlar/validate");
  const progress = startProgress();
  const validation = await validateAll(module, program, pool, {
    ...{ ...(layout && { layout }), onBegin: progress.step },
    ...(explain && { onStep: (name, step) => steps.set(name, [...(steps.get(name) ?? []), step]) }),
    ...(wanted === undefined ? {} : { isAsked: (name: string) => wanted.includes(name) }),
  }).finally(() => progress.done());
  const functions = functionsOf(validation);
  const stranger = wanted?.find((name) => !functions.some((one) => one.name === name));
  if (stranger !== undefined) command.error(`error: there is no function ${stranger}`);
  return functions;
}

async function layoutOf(command: Command, name: string | undefined): Promise<Layout | undefined> {
  if (name === undefined) return undefined;
  const { LAYOUTS } = await import("@ashlar/validate/machine");
  const names = [...LAYOUTS.keys()].join(", ");
  return LAYOUTS.get(name) ?? command.error(`error: there is no layout ${name}, but ${names}`);
}

/** The functions of a report; an input that nothing can be said about is an error. */
export function functionsOf(validation: Validation): readonly FunctionReport[] {
  if (validation.kind === "report") return validation.functions;
  throw new AshlarError(`${validation.input}-refused`, validation.reason);
}
