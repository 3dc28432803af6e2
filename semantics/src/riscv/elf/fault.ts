/** Why a file was not taken, at which byte. */

/**
 * - `malformed`: these bytes are no ELF file, or one that contradicts itself;
 * - `refused`: perhaps a good file, but not a linked program for 64-bit RISC-V, or one with
 *   something that is not covered here.
 */
export type ElfFaultKind = "malformed" | "refused";

export class ElfFault extends Error {
  constructor(
    readonly kind: ElfFaultKind,
    /** The byte from the file's start at which it shows. */
    readonly offset: number,
    readonly reason: string,
  ) {
    super(`${kind} at byte ${offset} (0x${offset.toString(16)}): ${reason}`);
  }
}

export function malformed(offset: number, reason: string): never {
  throw new ElfFault("malformed", offset, reason);
}

export function refused(offset: number, reason: string): never {
  throw new ElfFault("refused", offset, reason);
}
