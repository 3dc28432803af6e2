/** For tests: the command in this process, where starting one is not what is tested. */
import type { Command, OutputConfiguration } from "commander";
import { exitOf, program } from "../program.js";

/** What Commander says (help, and what is wrong with a command line), and the exit status. */
export async function invoked(...parameters: string[]) {
  let [status, stdout, stderr] = [0, "", ""];
  const output = {
    writeOut: (text: string) => {
      stdout += text;
    },
    writeErr: (text: string) => {
      stderr += text;
    },
  };
  redirect(program, output);
  try {
    await program.parseAsync(parameters, { from: "user" });
  } catch (error) {
    status = exitOf(error);
  }
  return { status, stdout, stderr };
}

/** A command has its output from where it was made: each is told. */
function redirect(command: Command, output: OutputConfiguration): void {
  command.configureOutput(output);
  for (const one of command.commands) redirect(one, output);
}
