/** Opens what an address stands for. */
import { openNbdTarget } from "./nbd-target.js";
import { openStorageTarget } from "./storage-target.js";
import type { Target, TargetOptions } from "./target.js";

/** Opens a target for this laboratory alone, as far as it can be had alone. */
export function openTarget(options: TargetOptions): Promise<Target> {
  return isNbd(options.address) ? openNbdTarget(options.address) : openStorageTarget(options);
}

function isNbd(address: string): boolean {
  return /^nbds?(\+unix)?:/.test(address);
}
