/** Whether a superblock has to be written now, and what is new in it. */
import { SEQUENCE_UNKNOWN } from "@ashlar/rapilog";
import type { HomeStamp, Superblock } from "../journal/index.js";
import type { Control } from "../vault/index.js";
import type { Shared } from "./shared.js";

/** While home writes are made a superblock shows at least this often that the keeper lives: what
 * changes the disk's time of modification later was not us (journal/identity.ts). */
const SIGN_OF_LIFE_NS = 5_000_000_000n;

/** Undefined: nothing is due. An empty change is a sign of life. */
export function superblockDue(
  control: Control,
  shared: Shared,
  sinceLast_ns: bigint,
  stampHome: () => HomeStamp,
): Partial<Superblock> | undefined {
  const released = control.get("released");
  if (shared.get("cleanWanted") === 1n && shared.get("cleanDone") === 0n)
    return { clean: true, released, releasedSequence: control.get("sequence"), stamp: stampHome() };
  const wanted = shared.get("releaseWanted");
  if (wanted > released)
    return {
      released: wanted,
      floor: shared.get("releaseFloor"),
      releasedSequence: SEQUENCE_UNKNOWN,
    };
  const silent = sinceLast_ns > SIGN_OF_LIFE_NS;
  return shared.get("homeActive") === 1n && silent ? {} : undefined;
}
