/** A program of the corpus as one setting built it, ready to be run beside its module. */
import { buildProgram } from "./build.js";
import { mangledModule, type Setting } from "./compilers.js";
import { ProgramMachine } from "./machine.js";
import { ModuleMachine } from "./module.js";
import { type CorpusProgram, moduleOf } from "./programs.js";
import type { Subject } from "./trial.js";

const STEPS_MAX = 400_000;

/** Both sides of a program; `elf` where another than the built one is to be run, and for how long. */
export async function subjectOf(
  program: CorpusProgram,
  setting: Setting,
  elf?: Uint8Array,
  steps_max = STEPS_MAX,
): Promise<Subject> {
  const module = moduleOf(program);
  const name = mangledModule(program.name);
  const built = elf ?? (await buildProgram(module, program.name, setting));
  return {
    ...{ name, trials: program.trials },
    module: new ModuleMachine(module),
    machine: new ProgramMachine(built, name, steps_max),
  };
}
