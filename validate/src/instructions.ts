/** A program's code: what is at an address, and how many instructions a function has. */
import { riscv } from "@ashlar/semantics";

/** 16 bits of the program's code. */
export function parcelAt({ segments }: riscv.Program, address: number): number | undefined {
  for (const { address: start, bytes, isExecutable } of segments)
    if (isExecutable && start <= address && address + 2 <= start + bytes.length)
      return bytes[address - start]! | (bytes[address - start + 1]! << 8);
  return undefined;
}

/** The instruction at an address, if there is one. */
export function instructionAt(
  address: number,
  parcel: (address: number) => number | undefined,
): riscv.Instruction | undefined {
  const [low, high] = [parcel(address), parcel(address + 2)];
  return low === undefined ? undefined : riscv.decode(low + (high ?? 0) * 0x1_0000);
}

/** How many instructions there are where a symbol says that its function is. */
export function instructionsOf(
  program: riscv.Program,
  { address, size_bytes }: riscv.ElfSymbol,
): number {
  let count = 0;
  for (let at = address; at < address + size_bytes; count++) {
    const parcel = parcelAt(program, at);
    if (parcel === undefined) break;
    at += riscv.isShort(parcel) ? 2 : 4;
  }
  return count;
}
