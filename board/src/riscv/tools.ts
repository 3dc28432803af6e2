/** Whether the programs are installed that compile for the board and that are the board. */
import { accessSync, constants } from "node:fs";
import { delimiter, resolve } from "node:path";
import { AshlarError } from "@ashlar/disk/errors";

export const COMPILER = "riscv64-unknown-elf-gcc";
export const CLANG = "clang";
export const EMULATOR = "qemu-system-riscv64";

/** Where a program is that is run by its name, or is given by its path; undefined where it is not. */
export function pathOf(program: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders
    .map((folder) => resolve(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

const isInstalled = (program: string) => pathOf(program) !== undefined;

/** Why a test that needs these programs is skipped; undefined where it need not be. */
export function missing(...programs: readonly string[]): string | undefined {
  const lost = programs.filter((program) => !isInstalled(program));
  return lost.length === 0 ? undefined : `${lost.join(" and ")} not installed`;
}

/** Which of Debian's packages has it. */
const PACKAGES: Readonly<Record<string, string>> = {
  [COMPILER]: "gcc-riscv64-unknown-elf",
  [CLANG]: "clang",
  [EMULATOR]: "qemu-system-misc",
};

/** Says which of these programs this machine lacks, by the packages that have them. */
export function requirePrograms(...programs: readonly string[]): void {
  const lost = programs.filter((program) => !isInstalled(program));
  if (lost.length === 0) return;
  const named = lost.map((program) => `${program} (package ${PACKAGES[program]})`);
  throw new AshlarError("tools-missing", named.join(", "));
}
