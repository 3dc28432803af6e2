/** Whether the programs are installed that compile for the board and that are the board. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export const COMPILER = "riscv64-unknown-elf-gcc";
export const EMULATOR = "qemu-system-riscv64";

function isInstalled(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Why a test that needs these programs is skipped; undefined where it need not be. */
export function missing(...programs: readonly string[]): string | undefined {
  const lost = programs.filter((program) => !isInstalled(program));
  return lost.length === 0 ? undefined : `${lost.join(" and ")} not installed`;
}
