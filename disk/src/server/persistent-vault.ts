/**
 * A vault in persistent memory: what is appended is written back from the processor's caches, or
 * from the page cache, before it is acknowledged. Then not even a power failure without warning
 * takes it, so the hold-up does not matter and the budget is the whole ring.
 *
 * First the records, then the control page that names their end: whatever is cut off in between
 * was not acknowledged, and recovery finds the end of the chain by the records themselves.
 */
import type { Log } from "@ashlar/rapilog";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { addressOf, PAGE_BYTES, syncMapping } from "../linux/index.js";

/** Makes the stretch [from, to) of the stream durable, and then the control page. */
export type Persist = (from: bigint, to: bigint) => void;

/** How a log's mapped vault is persisted; `sync` takes a page-aligned address and a length. */
export function persistVault(log: Log, ringSectors: number, sync = syncMapping): Persist {
  const page = addressOf(new Uint8Array(log.memory.buffer)) + log.vaultOffset;
  const ring = page + PAGE_BYTES;
  const syncSectors = (first: number, end: number) => {
    const start = Math.floor((first * SECTOR_BYTES) / PAGE_BYTES) * PAGE_BYTES;
    sync(ring + start, end * SECTOR_BYTES - start);
  };
  return (from, to) => {
    const first = Number(from % BigInt(ringSectors));
    const end = first + Number(to - from);
    syncSectors(first, Math.min(end, ringSectors));
    if (end > ringSectors) syncSectors(0, end - ringSectors);
    sync(page, PAGE_BYTES);
  };
}
