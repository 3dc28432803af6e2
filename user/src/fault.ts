/** What the kernel tells of a fault, in words: causes of RISC-V's exceptions (mcause). */
const CAUSES: Readonly<Record<number, string>> = {
  1: "instruction access fault",
  2: "illegal instruction",
  3: "breakpoint",
  4: "misaligned load",
  5: "load access fault",
  6: "misaligned store",
  7: "store access fault",
  12: "instruction page fault",
  13: "load page fault",
  15: "store page fault",
};
/** A program that has come to its end meets one. */
export const BREAKPOINT = 3;

/** The cause, and the address or instruction; nothing if there is no such cause. */
export function faultText(kind: number, address: number): string | undefined {
  const cause = CAUSES[kind];
  return cause === undefined ? undefined : `${cause}, 0x${address.toString(16)}`;
}
