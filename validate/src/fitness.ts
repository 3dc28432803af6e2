/** Programs of which nothing can be said, whatever their module. */
import type { riscv } from "@ashlar/semantics";

/** Why a program is none to validate; undefined where it is one. */
export function unfitness({ symbols, segments }: riscv.Program): string | undefined {
  if (!symbols.some(({ kind }) => kind === "function"))
    return "it has no symbols, so its functions have no names: was it stripped?";
  const writable = segments.find(({ isWritable, isExecutable }) => isWritable && isExecutable);
  if (writable !== undefined)
    return `its code at 0x${writable.address.toString(16)} can be written while it runs`;
  return undefined;
}
