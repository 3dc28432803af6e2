/** Other people's programs, run to their end: compilers and wasm2c. */
import { spawn } from "node:child_process";
import { AshlarError, type ErrorCode } from "@ashlar/disk/errors";

/** How it ended, and all that it said. */
export interface Ended {
  readonly status: number | undefined;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program; one that is not installed is an error of the catalogue. */
export function run(command: string, parameters: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C" },
    });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") reject(new AshlarError("tools-missing", command));
      else reject(error);
    });
    child.on("close", (code) => resolve({ status: code ?? undefined, output, errors }));
  });
}

const SHOWN_CHARACTERS = 2000;

/** Its standard output; where it ends with another status than 0, the error with this code. */
export async function runWell(
  command: string,
  parameters: readonly string[],
  code: ErrorCode,
): Promise<string> {
  const { status, output, errors } = await run(command, parameters);
  if (status === 0) return output;
  const said = (errors || output).trim().slice(0, SHOWN_CHARACTERS);
  throw new AshlarError(code, `${command}: ${said || `status ${status}`}`);
}
