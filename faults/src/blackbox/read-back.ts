/** Reads the whole span into a survey, and finds out exactly what cannot be read. */
import { SECTOR_BYTES, type Survey } from "../records/index.js";
import { bounded } from "./bounded.js";
import { RequestFailed, type Target } from "./target.js";

const CHUNK_BYTES = 1024 * 1024;
const IN_FLIGHT = 4;
const ATTEMPTS = 3;
const TELL_EVERY_MS = 1000;

/** Throws `TargetGone` where the target does not answer any more. */
export async function readBack(
  target: Target,
  survey: Survey,
  patience_ms: number,
  onStep: (done: number) => void,
): Promise<void> {
  const end = survey.versions.length * SECTOR_BYTES;
  const chunk = Math.min(CHUNK_BYTES, target.bytesMax);
  let next = 0;
  let done = 0;
  let told = performance.now();
  const reader = { blockBytes: target.blockBytes, ...bounded(target, patience_ms) };
  const lane = async () => {
    while (next < end) {
      const offset = next;
      next += chunk;
      const length = Math.min(chunk, end - offset);
      await readPiece(reader, survey, offset, length);
      done += length;
      if (performance.now() - told < TELL_EVERY_MS) continue;
      told = performance.now();
      onStep(done / end);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

async function readPiece(
  target: Pick<Target, "read" | "blockBytes">,
  survey: Survey,
  offset: number,
  length: number,
): Promise<void> {
  const isBlock = length <= target.blockBytes;
  const bytes = await readTried(target, offset, length, isBlock ? ATTEMPTS : 1);
  if (bytes !== undefined) survey.add(offset / SECTOR_BYTES, bytes);
  else if (isBlock) survey.addUnreadable(offset / SECTOR_BYTES, length / SECTOR_BYTES);
  else {
    const half = Math.ceil(length / target.blockBytes / 2) * target.blockBytes;
    await readPiece(target, survey, offset, half);
    await readPiece(target, survey, offset + half, length - half);
  }
}

/** Undefined where every attempt was answered with an error: one alone may pass. */
async function readTried(
  target: Pick<Target, "read">,
  offset: number,
  length: number,
  attempts: number,
): Promise<Buffer | undefined> {
  for (let attempt = 0; attempt < attempts; attempt++)
    try {
      return await target.read(offset, length);
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
    }
  return undefined;
}
