/** One thread of a `StoragePool`: a transfer at a time, direct, from memory of its own. It loads
 * the backing alone, because there are several of it and each loads by itself. */
import { parentPort, workerData } from "node:worker_threads";
import { alignedBuffer, openDirectBacking } from "@ashlar/disk/backing";
import {
  END,
  type StorageReply,
  type StorageRequest,
  type StorageThreadOptions,
} from "./storage-pool.js";

const { path, bytesMax } = workerData as StorageThreadOptions;
const storage = openDirectBacking(path);
const buffer = alignedBuffer(bytesMax);

function carryOut({ kind, offset, length, data }: StorageRequest): StorageReply {
  if (data !== undefined) buffer.bytes.set(data);
  if (kind === "read") storage.read(buffer.address, length, offset);
  if (kind === "write" || kind === "write-through") storage.write(buffer.address, length, offset);
  if (kind === "flush" || kind === "write-through") storage.sync();
  return kind === "read" ? { data: Uint8Array.from(buffer.bytes.subarray(0, length)) } : {};
}

parentPort!.on("message", (request: StorageRequest | typeof END) => {
  if (request === END) {
    storage.close();
    parentPort!.close();
    return;
  }
  try {
    parentPort!.postMessage(carryOut(request));
  } catch (error) {
    parentPort!.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
