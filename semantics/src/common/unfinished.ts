/** A run that was given up: nothing is known of what the program would have done. */

/**
 * Thrown where a run cannot go on for a reason that is not the program's: an instruction that is
 * not executed here, a limit of ours, an address that is not known where it must be. Never a trap.
 */
export class Unfinished extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

export function giveUp(reason: string): never {
  throw new Unfinished(reason);
}
