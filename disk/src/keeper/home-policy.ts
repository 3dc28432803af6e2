/**
 * When to bring an epoch home.
 *
 * Home writes are the expensive half; the longer they wait, the more of them fall on the same
 * sectors and lie side by side. So they begin when the ring fills up, when nothing else happens,
 * or when somebody asks. Quiet counts too when it is the server that is stuck: a full overlay
 * stops appends, which makes it quiet here.
 */
import type { Control } from "../vault/index.js";
import type { Shared } from "./shared.js";

/** Begin when the journaled part fills half of the ring: then the other half still takes a burst. */
const BEGIN_PART = 2n;
const QUIET_MS = 1000;

/** Whether the home thread has to know: its last epoch was released, or much is pending. */
export function concernsHome(control: Control, shared: Shared, ringSectors: bigint): boolean {
  const released = control.get("released");
  if (shared.get("releaseWanted") === released) return true;
  return isMuch(shared.get("homeLimit") - released, ringSectors);
}

/** Whether so much is pending that home should begin, whatever else goes on. */
function isMuch(pendingSectors: bigint, ringSectors: bigint): boolean {
  return pendingSectors * BEGIN_PART > ringSectors;
}

export class HomePolicy {
  #head = 0n;
  #headSince_ms = 0;

  constructor(
    readonly control: Control,
    readonly shared: Shared,
    readonly ringSectors: bigint,
  ) {}

  /** Whether to write an epoch now. */
  isDue(now_ms: number): boolean {
    const { control } = this;
    const head = control.get("head");
    if (head !== this.#head) {
      this.#head = head;
      this.#headSince_ms = now_ms;
    }
    const pending = this.shared.get("homeLimit") - control.get("released");
    if (pending <= 0n) return false;
    const asked = this.shared.get("drain") === 1n;
    const quiet = now_ms - this.#headSince_ms >= QUIET_MS;
    return asked || quiet || isMuch(pending, this.ringSectors);
  }
}
