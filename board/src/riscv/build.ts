/**
 * The kernel for RISC-V: `kernel.wasm` by way of C, the machine around it, and the image of the
 * first program, linked to one ELF file that QEMU loads.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SYSTEM_CALL_NAMES } from "@ashlar/kernel/system-calls";
import {
  CALLS_BYTES,
  type FirstProgram,
  imageFirstOf,
  LINEAR_MEMORY,
  type MachineOptions,
  numbersHeader,
  RAM_BASE,
  STACK_BYTES,
} from "./machine.js";
import {
  BOARD_FOLDER,
  type CodeSize,
  type Compiler,
  codeSize,
  compile,
  compileModule,
  link,
  type Optimization,
  symbolsOf,
  withFolder,
} from "./toolchain.js";

export type { CodeSize };

export interface KernelOptions extends Partial<MachineOptions> {
  /** gcc where nothing is said. */
  readonly compiler?: Compiler;
  /** The compiler's; 2 where nothing is said. */
  readonly optimization?: Optimization;
  /** Programs may say something and end the run by calls of the board's own: for tests only. */
  readonly machineCalls?: boolean;
  /** Further options of the compiler, to see what they would change. */
  readonly compilerOptions?: readonly string[];
}

export interface KernelImage {
  /** An ELF file. */
  readonly elf: Uint8Array;
  /** Of the code that WebAssembly became, and of the machine's around it. */
  readonly kernelSize: CodeSize;
  readonly machineSize: CodeSize;
  readonly memory_MiB: number;
  readonly symbols: ReadonlyMap<string, number>;
}

export const MEMORY_MIB = 128;

/** kernel.wasm as it is built. */
export const kernelModule = (): Uint8Array =>
  readFileSync(new URL("kernel.wasm", import.meta.resolve("@ashlar/kernel/layout")));

/**
 * A trap's exit loads all registers, and the entry leaves C none that it must give back: so none is
 * callee-saved within the kernel (s0 only because the compiler wants it so). Registers gp and tp are
 * where the memory is.
 */
const NONE_IS_SAVED = Array.from({ length: 11 }, (_, index) => `-fcall-used-s${index + 1}`);
/**
 * Passes that take apart what addresses share: three instructions of a call and its reply. With -O1
 * they are needed, since little else is done there; four are saved by making an address once on a way
 * that goes straight on.
 */
const PASSES: Readonly<Record<Optimization, readonly string[]>> = {
  1: ["-fcse-follow-jumps"],
  2: ["-fno-tree-dominator-opts", "-fno-tree-forwprop"],
  3: ["-fno-tree-dominator-opts", "-fno-tree-forwprop"],
};
/** A function does what its WebAssembly does whoever calls it, so that each is validated by itself. */
const WITHOUT_CALLERS = ["-fno-ipa-vrp", "-fno-ipa-cp", "-fno-ipa-bit-cp"];
const inKernel = (compiler: Compiler, optimization: Optimization) => [
  "-DLINEAR_MEMORY_IN_REGISTERS",
  ...(compiler === "gcc" ? [...NONE_IS_SAVED, ...WITHOUT_CALLERS, ...PASSES[optimization]] : []),
];

const SOURCES = ["trap.S", "align.S", "machine.c", "console.c", "unknown-call.c", "memory.c"];

/** Compiles the kernel and links it with the program that the first thread runs. */
export function buildKernel(
  program: FirstProgram,
  options: KernelOptions = {},
): Promise<KernelImage> {
  const machine = machineOf(options);
  const { compiler = "gcc", optimization = 2 } = options;
  const compileOptions = {
    ...{ compiler, optimization },
    options: [
      ...inKernel(compiler, optimization),
      ...(options.machineCalls ? ["-DMACHINE_CALLS"] : []),
      ...(options.compilerOptions ?? []),
    ],
  };
  return withFolder(async (folder) => {
    const write = (name: string, text: string | Uint8Array): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    write("numbers.h", numbersHeader(machine, program));
    write("image.bin", program.bytes);
    const kernel = await compileModule(kernelModule(), "kernel", folder, {
      ...compileOptions,
      options: [...compileOptions.options, "-include", join(BOARD_FOLDER, "address-space.h")],
    });
    write("kernel.h", kernel.translation.header);
    const sources = [
      ...SOURCES.map((name) => join(BOARD_FOLDER, name)),
      write("calls.c", CALLS),
      write("image.S", `.section .image, "aw"\n.incbin "${folder}/image.bin"\n`),
    ];
    const objects = await Promise.all(
      sources.map((source) => compile(source, folder, compileOptions)),
    );
    const script = join(BOARD_FOLDER, "kernel.ld");
    const linked = await link([kernel.object, ...objects], script, folder, linkNumbers(machine));
    return {
      elf: readFileSync(linked),
      kernelSize: await codeSize([kernel.object]),
      machineSize: await codeSize(objects.slice(0, SOURCES.length)),
      memory_MiB: machine.memory_MiB,
      symbols: await symbolsOf(linked),
    };
  });
}

function machineOf(options: KernelOptions): MachineOptions {
  return {
    memory_MiB: options.memory_MiB ?? MEMORY_MIB,
    domains: options.domains ?? 1,
    dmaPages: options.dmaPages ?? 0,
    alignsSlices: options.alignsSlices ?? true,
    countsInstructions: options.countsInstructions ?? false,
  };
}

/** The table that the trap's entry calls by: a function for each number. */
const CALLS = `#include "machine.h"
void *const system_calls[] __attribute__((section(".calls"), used)) = {
${SYSTEM_CALL_NAMES.map((name) => `  kernel_${name},`).join("\n")}
};
_Static_assert(sizeof system_calls == 8 * SYSTEM_CALLS, "a function for each number");
`;

function linkNumbers({ memory_MiB }: MachineOptions): string[] {
  const numbers = {
    ...{ RAM_BASE, LINEAR_MEMORY, CALLS_BYTES, STACK_BYTES },
    IMAGE_FIRST: imageFirstOf(memory_MiB),
  };
  return Object.entries(numbers).map(([name, value]) => `-Wl,--defsym=${name}=${value}`);
}
