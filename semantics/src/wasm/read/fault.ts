/** Why a module was not taken, at which byte. */

/**
 * - `malformed`: these bytes are no module;
 * - `invalid`: a module that breaks a rule of validation, so no engine runs it;
 * - `refused`: perhaps a good module, but it needs something that is not covered here (floats,
 *   tables, vectors, a proposal) or is larger than we take.
 */
export type FaultKind = "malformed" | "invalid" | "refused";

export class ModuleFault extends Error {
  constructor(
    readonly kind: FaultKind,
    /** The byte from the module's start at which it shows. */
    readonly offset: number,
    readonly reason: string,
    /** The instruction's name, if it is one. */
    readonly instruction?: string,
  ) {
    const what = instruction === undefined ? reason : `${instruction}: ${reason}`;
    super(`${kind} at byte ${offset} (0x${offset.toString(16)}): ${what}`);
  }
}

export function malformed(offset: number, reason: string): never {
  throw new ModuleFault("malformed", offset, reason);
}

export function invalid(offset: number, reason: string, instruction?: string): never {
  throw new ModuleFault("invalid", offset, reason, instruction);
}

export function refused(offset: number, reason: string, instruction?: string): never {
  throw new ModuleFault("refused", offset, reason, instruction);
}
