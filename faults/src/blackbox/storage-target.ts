/**
 * A file or a block device as a target, by direct transfers on threads of its own.
 *
 * FUA is a write and then an fdatasync on the same thread: for the one who waits for both it is
 * the same. The lock keeps other services away while the target is open.
 */
import { backing } from "@ashlar/disk";
import { refuseInUse } from "./in-use.js";
import { StoragePool } from "./storage-pool.js";
import type { Target, TargetOptions } from "./target.js";

const THREADS_MAX = 8;
const BYTES_MAX = 1024 * 1024;

/** Opens and locks it; throws an `AshlarError` or what the system says. */
export async function openStorageTarget({ address, depth }: TargetOptions): Promise<Target> {
  const storage = backing.openDirectBacking(address, { lock: true });
  try {
    refuseInUse(address);
  } catch (error) {
    storage.close();
    throw error;
  }
  const pool = new StoragePool(address, Math.min(depth, THREADS_MAX), BYTES_MAX);
  return {
    bytes: storage.bytes,
    blockBytes: storage.logicalBlock,
    bytesMax: BYTES_MAX,
    readOnly: false,
    hasFlush: true,
    hasFua: true,
    breaksWithPower: false,
    read: async (offset, length) => Buffer.from(await pool.request("read", offset, length)),
    write: async (offset, data, fua) => {
      await pool.request(fua ? "write-through" : "write", offset, data.length, data);
    },
    flush: async () => {
      await pool.request("flush", 0, 0);
    },
    close: async () => {
      await pool.close();
      storage.close();
    },
  };
}
