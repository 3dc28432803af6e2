/** The programs that judge: GNU's assembler and disassembler, and QEMU. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const COMPILER = "riscv64-unknown-elf-gcc";
export const DISASSEMBLER = "riscv64-unknown-elf-objdump";
export const EMULATOR = "qemu-system-riscv64";

const OUTPUT_MAX_BYTES = 1 << 28;
const ARCHITECTURE = ["-march=rv64imac_zicsr_zifencei_zba_zbb_zbs", "-mabi=lp64"];

/** Why what needs these programs is skipped; undefined where it need not be. */
export function missing(...programs: readonly string[]): string | undefined {
  const isMissing = (program: string) =>
    spawnSync(program, ["--version"], { stdio: "ignore" }).error !== undefined;
  const lost = programs.filter(isMissing);
  return lost.length === 0 ? undefined : `${lost.join(" and ")} not installed`;
}

/** A folder for what is in between; gone when `use` has ended. */
export function withFolder<Result>(use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), "ashlar-riscv-"));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program; what it wrote to its standard output. */
export function run(program: string, parameters: readonly string[]): string {
  const { error, status, signal, stdout, stderr } = spawnSync(program, parameters, {
    encoding: "utf8",
    maxBuffer: OUTPUT_MAX_BYTES,
    env: { ...process.env, LC_ALL: "C" },
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program}: ${stderr.trim() || signal || status}`);
  return stdout;
}

/** A linked program from assembly, whose code begins at an address. */
export function assembled(source: string, address = 0x8000_0000): Uint8Array {
  return built("program.S", source, address, []);
}

/** A linked program from C, as it is optimised by this option. */
export function compiled(source: string, optimization: string): Uint8Array {
  const flags = ["-ffreestanding", "-mcmodel=medany", "-Wl,--entry=0", optimization];
  return built("program.c", source, 0x8000_0000, flags);
}

function built(name: string, source: string, address: number, flags: string[]): Uint8Array {
  return withFolder((folder) => {
    const [from, to] = [join(folder, name), join(folder, "program.elf")];
    writeFileSync(from, source);
    const place = `-Wl,-Ttext=0x${address.toString(16)},--no-relax,--no-warn-rwx-segments`;
    run(COMPILER, [
      ...ARCHITECTURE,
      ...flags,
      "-nostdlib",
      "-static",
      "-Wl,-N",
      place,
      from,
      "-o",
      to,
    ]);
    return new Uint8Array(readFileSync(to));
  });
}

export interface Listed {
  readonly address: bigint;
  readonly word: number;
  readonly text: string;
}

/** What objdump makes of a file's code, without its remarks. */
export function listing(elf: Uint8Array): Listed[] {
  const text = withFolder((folder) => {
    const file = join(folder, "program.elf");
    writeFileSync(file, elf);
    return run(DISASSEMBLER, ["-d", "-z", "-M", "no-aliases,numeric", file]);
  });
  const lines = text.matchAll(/^ *([0-9a-f]+):\t([0-9a-f]+) +\t(.*)$/gm);
  return Array.from(lines, ([, address, word, said]) => ({
    address: BigInt(`0x${address}`),
    word: Number.parseInt(word!, 16),
    text: plain(said!),
  }));
}

/** Spaces for tabs, addresses in full, no names of symbols. */
function plain(text: string): string {
  const [code] = text.replace(/\s*#.*$/, "").split(/\s*<.*>$/);
  const [name, operands] = code!.split("\t");
  if (operands === undefined) return name!;
  const isBranch = /^(c\.)?(j|jal|b\w+)$/.test(name!) && !/^b(clr|set|inv|ext)/.test(name!);
  const full = isBranch ? operands.replace(/([0-9a-f]+)$/, "0x$1") : operands;
  return `${name} ${full}`;
}
