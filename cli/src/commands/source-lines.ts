/** Which line of C an instruction is of, as the program's line numbers have it (DWARF). */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

export interface SourceLine {
  readonly file: string;
  readonly line: number;
  /** What stands there; empty where the file is not at hand. */
  readonly text: string;
}

export interface Sources {
  /** By address. */
  readonly lines: ReadonlyMap<number, SourceLine>;
  /** Why there are none, where there are none. */
  readonly missing: string | null;
}

/** Of binutils; it reads DWARF of any version, which no package of npm does well. */
const TOOL = "riscv64-unknown-elf-addr2line";
const OUTPUT_BYTES_MAX = 64 * 1024 * 1024;
const run = promisify(execFile);

/** Reads them; a program without them, or a machine without the tool, is no error. */
export async function sourcesOf(program: string, addresses: readonly number[]): Promise<Sources> {
  const none = (missing: string): Sources => ({ lines: new Map(), missing });
  if (addresses.length === 0) return none("there is no code");
  const asked = addresses.map((address) => address.toString(16));
  try {
    const options = { maxBuffer: OUTPUT_BYTES_MAX };
    const { stdout } = await run(TOOL, ["-e", program, ...asked], options);
    const lines = linesIn(stdout, addresses);
    return lines.size > 0
      ? { lines, missing: null }
      : none("the program has no line numbers; compile with -g");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return none(`${TOOL} is not there; it is in Debian's package binutils-riscv64-unknown-elf`);
  }
}

/** What the tool says of each address: `FILE:LINE`, `??:0` or `FILE:?` where it does not know. */
export function linesIn(output: string, addresses: readonly number[]): Map<number, SourceLine> {
  const texts = new Map<string, readonly string[]>();
  const found = new Map<number, SourceLine>();
  output.split("\n").forEach((said, index) => {
    const [, file, number] = /^(.+):(\d+)/.exec(said) ?? [];
    const address = addresses[index];
    if (address === undefined || file === undefined || number === undefined) return;
    const line = Number(number);
    if (file === "??" || line === 0) return;
    const text = texts.get(file) ?? linesOf(file);
    texts.set(file, text);
    found.set(address, { file, line, text: text[line - 1]?.trim() ?? "" });
  });
  return found;
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch {
    return [];
  }
}
