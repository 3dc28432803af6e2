/** What is refused before the first byte is written: the wrong target destroyed is the one failure
 * that this laboratory can cause by itself. */
import { AshlarError } from "@ashlar/disk";
import { firstData, recognise, recognisedPlaces } from "./signatures.js";
import { RequestFailed, type Target } from "./target.js";

/** Fewer blocks than this give no pattern to judge. */
const SPAN_BYTES_LEAST = 1024 * 1024;

/** Throws `target-read-only` or `target-too-small`. */
export function refuseUnfit(target: Target, address: string, spanBytes: number): void {
  if (target.readOnly) throw new AshlarError("target-read-only", address);
  if (spanBytes < SPAN_BYTES_LEAST || target.bytes < spanBytes) {
    const needed = Math.max(spanBytes, SPAN_BYTES_LEAST);
    throw new AshlarError(
      "target-too-small",
      `${address} has ${target.bytes} bytes, ${needed} are to be written`,
    );
  }
}

const READ_BYTES = 1024 * 1024;

/** Throws `target-holds-data` where anything is there that somebody might miss: anywhere in what
 * is to be written, or in a place where file systems, partition tables and the like begin or end. */
export async function refuseData(
  target: Target,
  address: string,
  spanBytes: number,
): Promise<void> {
  const places = recognisedPlaces(target.bytes);
  const found = recognise(
    await Promise.all(places.map((place) => piece(target, address, place))),
    target.bytes,
  );
  if (found !== undefined) throw new AshlarError("target-holds-data", `${address}: ${found}`);
  for (let offset = 0; offset < spanBytes; offset += READ_BYTES) {
    const length = Math.min(READ_BYTES, spanBytes - offset);
    const { bytes } = await piece(target, address, { offset, length });
    const at = firstData(bytes);
    if (at !== undefined)
      throw new AshlarError("target-holds-data", `${address}: data at byte ${offset + at}`);
  }
}

/** Reads a place, rounded to whole blocks. */
async function piece(
  target: Target,
  address: string,
  { offset, length }: { offset: number; length: number },
): Promise<{ offset: number; bytes: Buffer }> {
  const from = Math.floor(offset / target.blockBytes) * target.blockBytes;
  const whole = Math.ceil((offset + length - from) / target.blockBytes) * target.blockBytes;
  const parts: Buffer[] = [];
  const step = Math.min(READ_BYTES, target.bytesMax);
  try {
    for (let at = from; at < from + whole; at += step)
      parts.push(await target.read(at, Math.min(step, from + whole - at)));
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error;
    throw new AshlarError("target-unreadable", `${address}: ${error.message}`, { cause: error });
  }
  return { offset: from, bytes: Buffer.concat(parts) };
}
