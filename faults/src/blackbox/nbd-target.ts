/** An NBD export as a target: one connection, so that a flush covers every write on any server. */
import { nbd } from "@ashlar/disk";
import { RequestFailed, type Target, TargetGone } from "./target.js";

const BLOCK_BYTES_LEAST = 512;
/** What every server takes (NBD protocol, "Block size constraints"). */
const BYTES_MAX = 32 * 1024 * 1024;

/** Connects; throws what the connection fails with. */
export async function openNbdTarget(address: string): Promise<Target> {
  const client = await nbd.connect(address);
  const { bytes, flags, blockSize } = client.description;
  const has = (flag: number) => (flags & flag) !== 0;
  return {
    bytes: Number(bytes),
    blockBytes: Math.max(BLOCK_BYTES_LEAST, blockSize?.minimum ?? 0),
    bytesMax: Math.min(BYTES_MAX, blockSize?.maximumPayload ?? BYTES_MAX),
    readOnly: has(nbd.NBD_FLAG_READ_ONLY),
    hasFlush: has(nbd.NBD_FLAG_SEND_FLUSH),
    hasFua: has(nbd.NBD_FLAG_SEND_FUA),
    breaksWithPower: true,
    read: (offset, length) => answered(client.read(offset, length)),
    write: (offset, data, fua) =>
      answered(client.write(offset, data, fua ? nbd.NBD_CMD_FLAG_FUA : 0)),
    flush: () => answered(client.flush()),
    close: async () => {
      client.destroy();
      await client.closed;
    },
  };
}

async function answered<T>(reply: Promise<T>): Promise<T> {
  try {
    return await reply;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof nbd.NbdError) throw new RequestFailed(message, { cause: error });
    throw new TargetGone(message, { cause: error });
  }
}
