/**
 * The numbers of the machine, and the header that its C and assembly have them from: there is one
 * place for each, here or in the kernel's own interface.ts and layout.ts.
 */
import * as interfaceNumbers from "@ashlar/kernel/interface";
import * as layoutNumbers from "@ashlar/kernel/layout";
import { kernelEnd } from "@ashlar/spec/kernel";

const { PAGE_BYTES } = layoutNumbers;

export const RAM_BASE = 0x8000_0000;
/** The image (text, constants, variables, stack) comes before it; it is the rest of RAM. */
export const LINEAR_MEMORY = 0x8010_0000;
/** Before linear memory: the table of system calls. The stack is below. */
export const CALLS_BYTES = 2048;
export const STACK_BYTES = 16_384;

/** Pages with device registers: the UART, then eight virtio devices. */
export const DEVICE_BASE = 0x1_0000;
export const DEVICES = 9;
/** Sources of interrupts: 1 to 8 are the virtio devices, 10 is the UART. */
export const INTERRUPTS = 10;

/** The board's clock runs at 10 MHz: a slice is 10 ms. */
export const SLICE_TICKS = 100_000;
/** Where there are several domains, each slice begins so long after a tick: 20 µs. */
export const SWITCH_TICKS = 200;

/** What a build of the machine may choose. */
export interface MachineOptions {
  readonly memory_MiB: number;
  readonly domains: number;
  /** Pages of memory for devices to write into. */
  readonly dmaPages: number;
  /** Each domain's slice begins at an instant that tells nothing of the domain before. */
  readonly alignsSlices: boolean;
  /** User mode may read how many instructions have run: for measurements only. */
  readonly countsInstructions: boolean;
}

const INSTRUCTIONS_COUNTER = 4;

/** How many pages linear memory has. */
export function pagesOf(memory_MiB: number): number {
  return (memory_MiB * 1024 * 1024 - (LINEAR_MEMORY - RAM_BASE)) / PAGE_BYTES;
}

/** The first page behind the kernel's own: where the first program's image is put. */
export const imageFirstOf = (memory_MiB: number) => kernelEnd(pagesOf(memory_MiB) + DEVICES);

/** What the first thread runs: linked at IMAGE_ADDRESS; whole pages, text first. */
export interface FirstProgram {
  readonly bytes: Uint8Array;
  readonly textPages: number;
}

/** `numbers.h`. */
export function numbersHeader(options: MachineOptions, program: FirstProgram): string {
  const imageFirst = imageFirstOf(options.memory_MiB);
  const numbers: Record<string, number> = {
    ...numeric(interfaceNumbers),
    ...numeric(layoutNumbers),
    ...{ RAM_BASE, LINEAR_MEMORY, CALLS_BYTES, STACK_BYTES },
    ...{ DEVICE_BASE, DEVICES, INTERRUPTS, SLICE_TICKS, SWITCH_TICKS },
    PAGES: pagesOf(options.memory_MiB),
    IMAGE_FIRST: imageFirst,
    IMAGE_TEXT: imageFirst + program.textPages,
    IMAGE_END: imageFirst + Math.ceil(program.bytes.length / PAGE_BYTES),
    DOMAINS: options.domains,
    SLICES_ALIGNED: Number(options.alignsSlices),
    DMA_PAGES: options.dmaPages,
    USER_COUNTERS: options.countsInstructions ? INSTRUCTIONS_COUNTER : 0,
  };
  return header(numbers);
}

/** `numbers.h` of programs: what they and the kernel agree on. */
export const interfaceHeader = (): string => header(numeric(interfaceNumbers));

function header(numbers: Readonly<Record<string, number>>): string {
  const lines = Object.entries(numbers).map(([name, value]) => `#define ${name} ${value}`);
  return `#ifndef ASHLAR_NUMBERS_H\n#define ASHLAR_NUMBERS_H\n${lines.join("\n")}\n#endif\n`;
}

function numeric(module: object): Record<string, number> {
  return Object.fromEntries(
    Object.entries(module).filter(([, value]) => typeof value === "number"),
  );
}
