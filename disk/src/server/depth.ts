/**
 * Whether a client has more than one request in the air.
 *
 * Nothing in the protocol says so; it shows when a turn finds several. A client at depth 1 must
 * not pay for a look that never finds anything, so after a while without success there is only
 * one look in many turns.
 */
const PATIENCE_TURNS = 64;
const PROBE_TURNS = 256;

export class Depth {
  #patience = 0;
  #untilProbe = PROBE_TURNS;

  /** Whether to look for more, after `served` requests in this turn. */
  isLikely(served: number): boolean {
    if (served !== 1 || this.#patience > 0) return true;
    if (--this.#untilProbe > 0) return false;
    this.#untilProbe = PROBE_TURNS;
    return true;
  }

  /** What a turn that looked came to. */
  learn(served: number): void {
    if (served > 1) this.#patience = PATIENCE_TURNS;
    else if (this.#patience > 0) this.#patience--;
  }
}
