/**
 * A run under QEMU: the board `virt`, nothing below the kernel, an instruction a nanosecond.
 *
 * With `-icount shift=0` virtual time is the number of instructions, so that a run says the same
 * each time; and a machine that waits does not wait in our time (`sleep=off`).
 */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AshlarError } from "@ashlar/disk/errors";
import { withFolder } from "./toolchain.js";
import { EMULATOR } from "./tools.js";

export interface RunOptions {
  readonly memory_MiB: number;
  /** Of our own time; then the run is ended. */
  readonly limit_ms: number;
  /** Further arguments for QEMU, such as drives. */
  readonly options?: readonly string[];
  /** Is given each line as it is complete; when it answers true the run is over. */
  readonly line?: (line: string) => boolean | undefined;
  /** What the emulated processor has, or has not: `sstc=off`. */
  readonly processor?: string;
  /** Virtual time follows instructions, as above; else our own clock. */
  readonly countsInstructions?: boolean;
}

/** How a run ended: by the machine itself, with a status; because its last line came; or late. */
export type RunEnd =
  | { readonly kind: "ended"; readonly status: number }
  | { readonly kind: "stopped" }
  | { readonly kind: "limit" };

export interface Run {
  readonly end: RunEnd;
  /** All that came from the UART. */
  readonly transcript: string;
}

const INSTRUCTIONS_ARE_TIME = ["-icount", "shift=0,sleep=off"];

function parameters(kernel: string, options: RunOptions): string[] {
  return [
    ...["-machine", "virt", "-bios", "none", "-kernel", kernel],
    ...["-cpu", `rv64${options.processor === undefined ? "" : `,${options.processor}`}`],
    ...["-smp", "1", "-m", `${options.memory_MiB}M`],
    ...["-display", "none", "-monitor", "none", "-serial", "stdio", "-no-reboot"],
    ...(options.countsInstructions === false ? [] : INSTRUCTIONS_ARE_TIME),
    ...(options.options ?? []),
  ];
}

/** Runs a kernel (an ELF file's content) until it ends, its last line comes, or time is up. */
export function runImage(elf: Uint8Array, options: RunOptions): Promise<Run> {
  return withFolder((folder) => {
    const kernel = join(folder, "kernel.elf");
    writeFileSync(kernel, elf);
    return emulate(parameters(kernel, options), options);
  });
}

/** Runs QEMU with these arguments. */
export function emulate(
  command: readonly string[],
  { limit_ms, line: over }: Pick<RunOptions, "limit_ms" | "line">,
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(EMULATOR, command, { stdio: ["ignore", "pipe", "pipe"] });
    let transcript = "";
    let errors = "";
    let seen = 0;
    let ended: RunEnd | undefined;
    const stop = (end: RunEnd) => {
      ended ??= end;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => stop({ kind: "limit" }), limit_ms);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      transcript += text;
      for (let at = transcript.indexOf("\n", seen); at >= 0; at = transcript.indexOf("\n", seen)) {
        const line = transcript.slice(seen, at).replace(/\r$/, "");
        seen = at + 1;
        if (over?.(line)) stop({ kind: "stopped" });
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error.code === "ENOENT") reject(new AshlarError("tools-missing", EMULATOR));
      else reject(error);
    });
    child.on("close", (status) => {
      clearTimeout(timer);
      if (status === 1 && errors !== "") reject(new AshlarError("board-run", errors.trim()));
      else resolve({ end: ended ?? { kind: "ended", status: status ?? -1 }, transcript });
    });
  });
}
