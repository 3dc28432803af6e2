/** For tests: the command in this process, where starting one is not what is tested. */
import type { Command, OutputConfiguration } from "commander";
import { program, run } from "../program.js";

/** What is said of help, of wrong usage and of errors, and the exit status. What a command prints is not kept. */
export async function invoked(...parameters: string[]) {
  let [stdout, stderr] = ["", ""];
  const output = {
    writeOut: (text: string) => {
      stdout += text;
    },
    writeErr: (text: string) => {
      stderr += text;
    },
  };
  redirect(program, output);
  const status = (await run(parameters)) ?? 0;
  return { status, stdout, stderr };
}

/** A command has its output from where it was made: each is told. */
function redirect(command: Command, output: OutputConfiguration): void {
  command.configureOutput(output);
  for (const one of command.commands) redirect(one, output);
}
